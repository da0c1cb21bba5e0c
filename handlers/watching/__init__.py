"""Customers nobody looks after: two clocks, the fuse, mutes (F40-F43)."""
