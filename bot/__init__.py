"""Adapters of the platforms: receive, parse, send; behind a durable inbox and outbox."""
