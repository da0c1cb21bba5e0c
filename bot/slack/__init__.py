"""Slack: signed requests or its socket, its messages and its blocks."""
