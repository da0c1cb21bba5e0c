"""Promises and clocks: reminders, what is due, the morning card."""
