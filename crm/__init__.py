"""The business rules: plain Python, no I/O, no clock of its own."""
