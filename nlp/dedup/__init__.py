"""Which customer records are one customer: batch over a table, and one new record against all known ones."""
