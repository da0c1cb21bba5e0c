"""Which characters name the prospect, a rival, a person or a function: a small trained tagger over what rules saw.

The weights are trained by `python -m benchmarks.language.train` on hand-written messages with their names exchanged
and on generated notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from math import log
from typing import Any, Final

import numpy as np

from nlp.learned.marking import Marked, keys_of
from nlp.learned.marks import GAP
from nlp.learned.tagged import KINDS, LABELS, NO_NAME, NOTHING, PLAINLY, UNSURE, Chances
from nlp.lexicon import FOLDER

_PORTION: Final = 1200
"""Characters that are looked at in one pass."""
_ZERO: Final = 128
"""What a byte that says nothing holds."""
_EAGER = np.array([0.4, 0.4, 0, 0] * 2, dtype=np.float32)
"""What is added to what speaks for firms and rivals: a new name is more often missed than made up; fitted so."""
_EVERY_OTHER, _NEXT = np.uint64(0x00FF00FF00FF00FF), np.uint64(8)


@cache
def table() -> tuple[Any, float]:
    """Return a row for each key, and what a step of its weights is worth.

    A row is one word of eight bytes: what speaks for the beginning and the going on of each kind in turn. Words are
    fetched and added up at once, and stay in the processor's cache where numbers of four bytes would not.
    """
    kept = np.load(FOLDER / "weights" / "names.npz")
    return rows_of(kept["weights"]), float(kept["scale"])


def rows_of(weights: Any) -> Any:
    """Return one word for the eight weights of each key."""
    return (weights.astype(np.int16) + _ZERO).astype(np.uint8).view(np.uint64).ravel()


def chances(keys: Any, rows: Any, scale: float) -> Chances:
    """Return the probability of each label for each character."""
    size = keys.shape[1]
    found = rows.take(keys)
    sums = np.empty((size, 2), dtype=np.uint64)
    np.add.reduce(found & _EVERY_OTHER, axis=0, out=sums[:, 0])
    found >>= _NEXT
    found &= _EVERY_OTHER
    np.add.reduce(found, axis=0, out=sums[:, 1])
    held = sums.view(np.uint16)
    zero = _ZERO * len(keys)
    high = np.maximum(held[:, :KINDS], held[:, KINDS:]) > zero + log((1 / NOTHING - 1) / (2 * KINDS)) / scale
    near = high.view(np.uint32).ravel().nonzero()[0]
    grown = np.zeros((len(near), LABELS), dtype=np.float32)
    grown[:, 1:] = held.take(near, axis=0)
    grown[:, 1:] -= zero
    grown *= np.float32(scale)
    grown[:, 1:] += _EAGER
    np.exp(grown, out=grown)
    grown /= grown.sum(axis=1, keepdims=True)
    best = grown.argmax(axis=1)
    top = grown.ravel().take(best + np.arange(0, grown.size, LABELS))
    unsure = (best > 0) & (best <= KINDS) & (top < PLAINLY)
    labels = np.zeros(size, dtype=np.uint8)
    labels[near] = (best + 1 + unsure * UNSURE) * (grown[:, 0] < NOTHING)
    likely = [NO_NAME] * size
    for at, row in zip(near.tolist(), grown.tolist(), strict=True):
        likely[at] = row
    return Chances(likely, labels.tobytes())


def chances_of(many: Sequence[Marked]) -> list[Chances]:
    """Return what the tagger makes of every character of each of some messages."""
    found: list[Chances] = []
    for some in _portions(many):
        likely, labels = chances(keys_of(some), *table())
        at = GAP
        for seen, _, _, _ in some:
            end = at + len(seen.plain)
            found.append(Chances(likely[at:end], labels[at:end]))
            at = end + GAP
    return found


def _portions(many: Sequence[Marked]) -> Iterator[Sequence[Marked]]:
    """Yield the messages in portions small enough that their marks stay in the processor's cache."""
    start = size = 0
    for at, (seen, _, _, _) in enumerate(many):
        size += len(seen.plain)
        if size > _PORTION and at > start:
            yield many[start:at]
            start, size = at, len(seen.plain)
    yield many[start:]
