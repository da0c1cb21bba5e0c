"""Which of several readings is the best, by weights learnt from hand-written messages (`benchmarks.language.train`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache

from nlp.lexicon import FOLDER


@cache
def marks(name: str) -> dict[str, float]:
    """Return what each mark of a reading is worth: `config/lexicon/weights/<name>.json`."""
    kept: dict[str, float] = json.loads((FOLDER / "weights" / f"{name}.json").read_text(encoding="utf-8"))
    return kept


def worth(name: str, found: Iterable[str]) -> float:
    """Return the sum of what the marks are worth; unknown ones count nothing."""
    known = marks(name)
    return sum(known[mark] for mark in found if mark in known)


def choose(name: str, readings: Sequence[Iterable[str]]) -> tuple[int, float]:
    """Return (place of the best reading, its lead over choosing none); (-1, …) when none is better than nothing."""
    best, place = worth(name, ("none",)), -1
    least = best
    for at, found in enumerate(readings):
        value = worth(name, found)
        if value > best:
            best, place = value, at
    return place, best - least
