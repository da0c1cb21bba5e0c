"""Customers: which one is meant, looked up, shown, and moved from stage to stage."""
