"""Requests and the levels that decide them."""
