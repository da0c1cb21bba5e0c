"""Leads that find their owner: by rules, by hand, and what is said when they stand still (F24, F34, F101)."""
