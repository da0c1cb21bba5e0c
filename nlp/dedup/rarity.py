"""How surprising each word of a table is: what agreeing on it is worth, in bits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nlp.dedup.blocking import Floats
from nlp.dedup.store import NONE, Ints, Store


@dataclass(frozen=True, slots=True)
class Rarity:
    """How surprising each word of a column is, in bits up to a limit, from the whole table."""

    accounts: float
    """The logarithm of about how many customers there are: what a unique agreement is worth."""
    bits: dict[str, Floats]

    def of(self, name: str, words: Ints) -> Floats:
        """Return the bits of each word; a word that the table did not have is as rare as can be."""
        table = self.bits[name]
        found = table[np.minimum(words, len(table) - 1)]
        return np.where(words == NONE, np.float32(0), found).astype(np.float32)


_USUAL_AND_MOST = {
    "city": (4.0, 7.0),
    "trade": (4.0, 6.0),
    "broad": (2.0, 4.0),
    "industry": (4.0, 5.0),
    "contact": (8.0, 11.0),
}
"""Bits of an ordinary word of each column, and the most that any word may count."""
_IMAGINED = 30


def rarity(store: Store) -> Rarity:
    """Count the words of the columns whose agreement is weighed."""
    bits = {name: _surprise(store.column(name), *limits) for name, limits in _USUAL_AND_MOST.items()}
    if not (store.column("city") != NONE).any():
        bits["city"] = _surprise(store.column("name_city"), *_USUAL_AND_MOST["city"])
    return Rarity(max(float(np.log2(max(store.rows, 4) / 2)), 4.0), bits)


def _surprise(column: Ints, usual: float, most: float) -> Floats:
    """Return how rare each word is; one more entry at the end stands for unknown words."""
    known = column[column != NONE]
    counts = np.bincount(known) if len(known) else np.empty(0, np.int64)
    # A short table knows little about its own frequencies: a few rows of ordinary rarity are imagined beside it.
    shares = (counts + _IMAGINED * 2.0**-usual) / (len(known) + _IMAGINED)
    bits = np.minimum(-np.log2(shares), most)
    return np.append(bits, most).astype(np.float32)
