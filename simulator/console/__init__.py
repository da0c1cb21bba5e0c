"""The console: one local page on which anybody can be any person on any simulated platform, and move the clock."""

from __future__ import annotations

from simulator.console.server import Console

__all__ = ["Console"]
