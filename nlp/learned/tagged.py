"""The likeliest stretches of names, read from the chances of every character."""

from __future__ import annotations

from math import log
from typing import NamedTuple

TAGS = ("", "firm", "rival", "person", "title")
LABELS = 2 * len(TAGS) - 1
_BEGINS = range(1, LABELS, 2)
_NOTHING = 0.97
"""How sure no name must be for a character to be passed over."""
_START = 1.0
"""What it costs to begin a stretch, so that one name is not cut in two."""
_COSTS = tuple(_START if at in _BEGINS else 0.0 for at in range(LABELS))
_MAY_BE_FIRST = tuple(not at or at in _BEGINS for at in range(LABELS))
_LEAST = 1e-6
_NEVER = -99.0


class Tagged(NamedTuple):
    """A stretch `[start, end)` of one kind, with how sure the tagger is of it."""

    kind: str
    start: int
    end: int
    chance: float


Chances = list[list[float]]
"""For each character the probability of each label: 2k-1 begins kind k, 2k goes on, 0 is no name."""


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
    first = zip(rows[0], _COSTS, _MAY_BE_FIRST, strict=True)
    best = [log(value + _LEAST) - cost if may else _NEVER for value, cost, may in first]
    back: list[list[int]] = []
    for row in rows[1:]:
        high = max(best)
        top = best.index(high)
        values = [log(value + _LEAST) - cost for value, cost in zip(row, _COSTS, strict=True)]
        steps, sums = [top] * LABELS, [high + value for value in values]
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
