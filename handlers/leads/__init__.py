"""Leads: written down, drafted, known again at the door, confirmed, changed and taken back."""
