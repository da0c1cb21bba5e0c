"""Which characters name the prospect, a rival, a person or a function: a small trained tagger over what rules saw.

The weights are trained by `python -m benchmarks.language.train` on hand-written messages with their names exchanged
and on generated notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Any

import numpy as np

from nlp.learned.marking import keys
from nlp.lexicon import FOLDER
from nlp.scan import Scan
from nlp.span import Span

TAGS = ("", "firm", "rival", "person", "title")
_LABELS = 2 * len(TAGS) - 1
_BEGINS = range(1, _LABELS, 2)
_NOTHING = 0.97
"""How sure no name must be for a character to be passed over."""
_START = 1.0
"""What it costs to begin a stretch, so that one name is not cut in two."""
_EACH = range(_LABELS)
_COSTS = tuple(_START if at in _BEGINS else 0.0 for at in _EACH)
_LEAST, _NEVER = 1e-6, -99.0


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch `[start, end)` of one kind, with how sure the tagger is of it."""

    kind: str
    start: int
    end: int
    chance: float


Chances = list[list[float]]
"""For each character the probability of each label: 2k-1 begins kind k, 2k goes on, 0 is no name."""
_WIDTH = 16
"""Bytes of a row in memory: rows of whole words are fetched faster than those of one byte for each label."""


@cache
def table() -> tuple[Any, float]:
    """Return the trained weights, one byte each (a row for each key, a column for each label), and their scale.

    Bytes stay in the processor's cache, where numbers of four bytes would not.
    """
    kept = np.load(FOLDER / "weights" / "names.npz")
    weights = kept["weights"]
    padded = np.zeros((len(weights), _WIDTH), dtype=np.int8)
    padded[:, : weights.shape[1]] = weights
    return padded.view(np.int64), float(kept["scale"])


def chances(rows: Any, weights: Any, scale: float) -> Chances:
    """Return the probability of each label for each character."""
    sums = weights.take(rows, axis=0).view(np.int8).sum(axis=0, dtype=np.int16)[:, :_LABELS]
    grown = np.exp(sums * scale)
    found: Chances = (grown / grown.sum(axis=1, keepdims=True)).tolist()
    return found


def spans_of(chance: Chances) -> list[Tagged]:
    """Return the likeliest stretches: label 2k-1 begins kind k, 2k goes on and stands only after either."""
    found: list[Tagged] = []
    at, size = 0, len(chance)
    while at < size:
        if chance[at][0] >= _NOTHING:
            at += 1
            continue
        start = at
        while at < size and chance[at][0] < _NOTHING:
            at += 1
        found += _stretches(_path(chance[start:at]), start, chance)
    return found


def _path(rows: Chances) -> list[int]:
    """Return the likeliest labels of a run of characters."""
    best = [log(value + _LEAST) - cost if cost or not at else _NEVER for at, value, cost in _costly(rows[0])]
    back: list[list[int]] = []
    for row in rows[1:]:
        high = max(best)
        top = best.index(high)
        values = [log(value + _LEAST) - cost for _, value, cost in _costly(row)]
        steps, sums = [top] * _LABELS, [high + value for value in values]
        for kind in _BEGINS:
            on = kind if best[kind] >= best[kind + 1] else kind + 1
            steps[kind + 1], sums[kind + 1] = on, best[on] + values[kind + 1]
        back.append(steps)
        best = sums
    label = best.index(max(best))
    path = [label]
    for steps in reversed(back):
        label = steps[label]
        path.append(label)
    path.reverse()
    return path


def _costly(row: list[float]) -> Iterator[tuple[int, float, float]]:
    return zip(_EACH, row, _COSTS, strict=True)


def _stretches(path: list[int], offset: int, chance: Chances) -> list[Tagged]:
    found: list[Tagged] = []
    at, size = 0, len(path)
    while at < size:
        kind = (path[at] + 1) // 2
        start = at
        at += 1
        if not kind:
            continue
        while at < size and path[at] == 2 * kind:
            at += 1
        first, last = offset + start, offset + at
        found.append(Tagged(TAGS[kind], first, last, share(chance, kind, first, last)))
    return found


def share(chance: Chances, kind: int, start: int, end: int) -> float:
    """Return how much a stretch is held for one kind, 0 to 1: the mean of its characters."""
    return sum(row[2 * kind - 1] + row[2 * kind] for row in chance[start:end]) / (end - start)


def chances_of(seen: Scan, chosen: Span | None, rivals: list[Span]) -> Chances:
    """Return what the tagger makes of every character of a message."""
    return chances(keys(seen, chosen, rivals), *table())
