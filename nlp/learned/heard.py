"""What was heard in a text: apart from the model that hears it, so that naming the type loads no numpy."""

from __future__ import annotations

from typing import NamedTuple


class Heard(NamedTuple):
    """A label with its probability and the stretch of text that speaks for it."""

    label: str
    chance: float
    start: int
    end: int
