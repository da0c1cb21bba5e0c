"""The likeliest stretches of names, read from the chances of every character."""

from __future__ import annotations

import re
from math import exp
from typing import Final, NamedTuple

TAGS: Final = ("", "firm", "rival", "person", "title")
KINDS: Final = len(TAGS) - 1
LABELS: Final = 2 * KINDS + 1
NOTHING: Final = 0.97
"""How sure no name must be for a character to be passed over."""
NO_NAME: Final = [1.0, *[0.0] * (2 * KINDS)]
"""What is held of a character that is passed over."""
_BEGINS: Final = range(1, KINDS + 1)
_START: Final = 1.0
"""What it costs to begin a stretch, so that one name is not cut in two."""
PLAINLY: Final = 1 / (1 + exp(-_START))
"""From here on a beginning is one whatever stands beside it: nothing else is worth that much less than its cost."""
UNSURE: Final = 16
"""What is added to the label of a beginning that is less plain."""
_WORTH: Final = tuple(exp(-_START) if at in _BEGINS else 1.0 for at in range(LABELS))
_FIRST_WORTH: Final = tuple(worth if not at or at in _BEGINS else 0.0 for at, worth in enumerate(_WORTH))
_LEAST: Final = 1e-6
_RUN: Final = re.compile(rb"[^\0]+")
_NAME: Final = b"|".join(b"%c%c*" % (begins + 1, begins + KINDS + 1) for begins in _BEGINS)
_NAMES: Final = re.compile(_NAME)
_PLAIN: Final = re.compile(rb"(?:\x01|" + _NAME + b")*")


class Tagged(NamedTuple):
    """A stretch `[start, end)` of one kind, with how sure the tagger is of it."""

    kind: str
    start: int
    end: int
    chance: float


class Chances(NamedTuple):
    """What is held of each character: how likely each label is, and which is the likeliest.

    Label k begins kind k, `KINDS` + k goes on, 0 is no name. `labels` has one more than the label, and 0 where the
    character is passed over.
    """

    likely: list[list[float]]
    labels: bytes


def spans_of(chance: Chances) -> list[Tagged]:
    """Return the likeliest stretches: what goes on stands only after a character of its kind."""
    found: list[Tagged] = []
    likely, labels = chance
    for run in _RUN.finditer(labels):
        start, end = run.span()
        if _PLAIN.fullmatch(labels, start, end):
            for name in _NAMES.finditer(labels, start, end):
                first, last = name.span()
                kind = labels[first] - 1
                found.append(Tagged(TAGS[kind], first, last, share(chance, kind, first, last)))
        else:
            found += _stretches(_path(likely[start:end]), start, chance)
    return found


def _path(rows: list[list[float]]) -> list[int]:
    """Return the likeliest labels of a run of characters: those whose chances multiply to most."""
    best = [(value + _LEAST) * worth for value, worth in zip(rows[0], _FIRST_WORTH, strict=True)]
    back: list[list[int]] = []
    for row in rows[1:]:
        high = max(best)
        steps = [best.index(high)] * LABELS
        sums = [(value + _LEAST) * worth for value, worth in zip(row, _WORTH, strict=True)]
        for kind in _BEGINS:
            goes_on = kind + KINDS
            on = kind if best[kind] >= best[goes_on] else goes_on
            steps[goes_on] = on
            sums[goes_on] *= best[on] / high
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
        kind = path[at]
        start = at
        at += 1
        if not kind:
            continue
        while at < size and path[at] == kind + KINDS:
            at += 1
        first, last = offset + start, offset + at
        found.append(Tagged(TAGS[kind], first, last, share(chance, kind, first, last)))
    return found


def share(chance: Chances, kind: int, start: int, end: int) -> float:
    """Return how much a stretch is held for one kind, 0 to 1: the mean of its characters."""
    return sum(row[kind] + row[kind + KINDS] for row in chance.likely[start:end]) / (end - start)
