"""What the doctor finds."""

from __future__ import annotations

from dataclasses import dataclass

GREEN, YELLOW, RED = "green", "yellow", "red"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing tried: its name, green/yellow/red, what was found, and what to do."""

    name: str
    colour: str
    found: str
    advice: str = ""
