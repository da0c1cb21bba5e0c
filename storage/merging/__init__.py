"""Customers that are one: pairs, merges and what they move, standard names."""
