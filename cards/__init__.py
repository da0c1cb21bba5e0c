"""Neutral cards, typed button payloads, and one renderer for each surface."""
