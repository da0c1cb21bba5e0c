"""Customers that are one: proposed, merged, split again, called by one name (F14, F16-F18)."""
