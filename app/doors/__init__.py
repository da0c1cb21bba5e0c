"""Doors for other programs, joined to the handlers: intake, contracts, names, assignments, other systems."""
