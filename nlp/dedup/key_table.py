"""Rows found by a key, and how few own the key that a row was found under."""

from __future__ import annotations

import numpy as np

from nlp.dedup.blocking import Floats, Keyed
from nlp.dedup.store import Ints, Longs

MOST_PER_KEY = 64
"""Rows looked at under one key; of a key with more only the newest, the narrower keys find the right ones."""


class KeyTable:
    """Rows by key in two sorted arrays: twelve bytes an entry."""

    __slots__ = ("_keys", "_rows")

    def __init__(self, keyed: Keyed) -> None:
        order = np.argsort(keyed.keys, kind="stable")
        self._keys: Longs = keyed.keys[order]
        self._rows: Ints = keyed.rows[order]

    def find(self, key: int) -> Ints:
        low = int(np.searchsorted(self._keys, key))
        high = int(np.searchsorted(self._keys, key, side="right"))
        return self._rows[max(low, high - MOST_PER_KEY) : high]


def fewest_owners(rows: Ints, hits: list[tuple[Ints, float]]) -> Floats:
    """Return for each row the fewest owners of a key it was found under, 0 when it was found under none."""
    owners = np.full(len(rows), np.inf, np.float32)
    for found, count in hits:
        at = np.searchsorted(rows, found)
        owners[at] = np.minimum(owners[at], count)
    owners[np.isinf(owners)] = 0
    return owners
