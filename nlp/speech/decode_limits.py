"""Limits that are checked before any decoder sees the bytes."""

MAX_BYTES = 20 * 1024 * 1024
