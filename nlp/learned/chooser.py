"""Which of several readings is the best, by weights learnt from hand-written messages (`benchmarks.language.train`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from math import exp
from typing import Final

from nlp.lexicon import FOLDER

_DOUBT: Final = 1.5
"""How much less sure to be on new messages than on those learnt from; fitted on messages held out."""


@cache
def marks(name: str) -> dict[str, float]:
    """Return what each mark of a reading is worth: `config/lexicon/weights/<name>.json`."""
    kept: dict[str, float] = json.loads((FOLDER / "weights" / f"{name}.json").read_text(encoding="utf-8"))
    return kept


def choose(name: str, readings: Sequence[Iterable[str]]) -> tuple[int, list[float]]:
    """Return (place of the best reading, the chance of each); -1 when none is better than nothing."""
    return best_of(marks(name), readings)


def best_of(known: dict[str, float], readings: Sequence[Iterable[str]]) -> tuple[int, list[float]]:
    """Return the same by given weights."""
    sums = [known.get("none", 0.0)]
    for found in readings:
        held = 0.0
        for mark in found:
            if mark in known:
                held += known[mark]
        sums.append(held)
    return sums.index(max(sums)) - 1, chances(sums)[1:]


def chances(sums: Sequence[float]) -> list[float]:
    """Return how often each of several readings is right, by what speaks for them."""
    high = max(sums)
    grown = [exp((value - high) / _DOUBT) for value in sums]
    total = sum(grown)
    return [value / total for value in grown]
