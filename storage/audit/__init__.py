"""The audit log: its rows, the chain over them, their purging, and reading all of it again to prove it."""
