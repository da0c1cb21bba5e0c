"""Dates and times as sales people say them."""
