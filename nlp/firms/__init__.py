"""Firms: their names among words, whose they are, and which may be believed."""
