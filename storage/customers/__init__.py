"""A customer on record: leads and who has them, what was said, what was signed, what was deleted."""
