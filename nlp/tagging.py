"""Which characters name the prospect, a rival, a person or a function: a small trained tagger over what rules saw.

The weights are trained by `python -m benchmarks.language.train` on hand-written messages with their names exchanged
and on generated notes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from nlp.lexicon import FOLDER
from nlp.marking import keys
from nlp.scan import Scan
from nlp.span import Span

TAGS = ("", "firm", "rival", "person", "title")
_NOTHING = 0.97
"""How sure no name must be for a character to be passed over."""
_START = 1.0
"""What it costs to begin a stretch, so that one name is not cut in two."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch `[start, end)` of one kind, with how sure the tagger is of it."""

    kind: str
    start: int
    end: int
    chance: float


@cache
def table() -> tuple[Any, float]:
    """Return the trained weights, one byte each (a row for each key, a column for each label), and their scale.

    Bytes stay in the processor's cache, where numbers of four bytes would not.
    """
    kept = np.load(FOLDER / "weights" / "names.npz")
    return kept["weights"], float(kept["scale"])


def chances(rows: Any, weights: Any, scale: float) -> Any:
    """Return the probability of each label for each character."""
    sums = np.take(weights, rows, axis=0).sum(axis=0, dtype=np.int32) * scale
    sums -= sums.max(axis=1, keepdims=True)
    grown = np.exp(sums)
    return grown / grown.sum(axis=1, keepdims=True)


def spans_of(chance: Any) -> list[Tagged]:
    """Return the likeliest stretches: label 2k-1 begins kind k, 2k goes on and stands only after either."""
    found: list[Tagged] = []
    open_at = np.flatnonzero(chance[:, 0] < _NOTHING)
    if not open_at.size:
        return found
    breaks = np.flatnonzero(np.diff(open_at) > 1)
    starts, ends = open_at[np.r_[0, breaks + 1]].tolist(), open_at[np.r_[breaks, -1]].tolist()
    grown = np.log(chance + 1e-6)
    grown[:, 1::2] -= _START
    for start, end in zip(starts, ends, strict=True):
        found += _stretches(_path(grown[start : end + 1].tolist()), start, chance)
    return found


def _path(rows: list[list[float]]) -> list[int]:
    """Return the likeliest labels of a run of characters."""
    kinds = range(1, len(rows[0]), 2)
    best = [value if not at or at % 2 else -99.0 for at, value in enumerate(rows[0])]
    back: list[list[int]] = []
    for row in rows[1:]:
        high = max(best)
        top = best.index(high)
        steps, sums = [top] * len(row), [high + value for value in row]
        for kind in kinds:
            on = kind if best[kind] >= best[kind + 1] else kind + 1
            steps[kind + 1], sums[kind + 1] = on, best[on] + row[kind + 1]
        back.append(steps)
        best = sums
    label = best.index(max(best))
    path = [label]
    for steps in reversed(back):
        label = steps[label]
        path.append(label)
    path.reverse()
    return path


def _stretches(path: list[int], offset: int, chance: Any) -> list[Tagged]:
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
        sure = float(chance[first:last, 2 * kind - 1 : 2 * kind + 1].sum() / (last - first))
        found.append(Tagged(TAGS[kind], first, last, sure))
    return found


def chances_of(seen: Scan, chosen: Span | None, rivals: list[Span]) -> Any:
    """Return what the tagger makes of every character of a message."""
    return chances(keys(seen, chosen, rivals), *table())
