"""Contracts and the reminders to renew them (F73-F77)."""
