"""Which characters name the prospect, a rival, a person or a function: a small trained tagger over what rules saw.

The weights are trained by `python -m benchmarks.language.train` on hand-written messages with their names exchanged
and on generated notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np

from nlp.learned.marking import Marked, keys_of
from nlp.learned.marks import GAP
from nlp.learned.tagged import LABELS, Chances
from nlp.lexicon import FOLDER

_PORTION = 400
"""Characters that are looked at in one pass."""
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
    sums = np.add.reduce(weights.take(rows, axis=0).view(np.int8), axis=0, dtype=np.int16)[:, :LABELS]
    grown = np.exp(sums * scale)
    found: Chances = (grown / grown.sum(axis=1, keepdims=True)).tolist()
    return found


def chances_of(many: Sequence[Marked]) -> list[Chances]:
    """Return what the tagger makes of every character of each of some messages."""
    found: list[Chances] = []
    for some in _portions(many):
        whole, at = chances(keys_of(some), *table()), 0
        for seen, _, _ in some:
            size = len(seen.plain)
            found.append(whole[at : at + size])
            at += size + GAP
    return found


def _portions(many: Sequence[Marked]) -> Iterator[Sequence[Marked]]:
    """Yield the messages in portions small enough that their marks stay in the processor's cache."""
    start = size = 0
    for at, (seen, _, _) in enumerate(many):
        size += len(seen.plain)
        if size > _PORTION and at > start:
            yield many[start:at]
            start, size = at, len(seen.plain)
    yield many[start:]
