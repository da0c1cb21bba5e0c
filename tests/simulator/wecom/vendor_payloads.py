"""The vendor's own payloads, to hold the simulator's against."""

from __future__ import annotations

from pathlib import Path

PAYLOADS = Path(__file__).parents[2] / "payloads"
