"""`genjin dedup`, and the daily search for customers who are on record twice."""
