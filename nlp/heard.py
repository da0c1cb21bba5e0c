"""What was heard in a text: apart from the model that hears it, so that naming the type loads no numpy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heard:
    """A label with its probability and the stretch of text that speaks for it."""

    label: str
    chance: float
    start: int
    end: int
