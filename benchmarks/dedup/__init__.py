"""Duplicate detection measured on made-up customer tables, beside other programs in one run."""
