"""Which pairs are worth comparing: rows that share a key. Every step is linear in rows; no key makes more than a fixed
number of pairs per row, so that one switchboard or one common brand cannot make the work quadratic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.dedup.store import NONE, Ints, Longs, Store

LONGEST = 40
"""Rows of one key that are all compared with each other; of a longer list each row meets its nearest neighbours."""
NEIGHBOURS = 4

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Keyed:
    """Rows under keys of one kind; `owners[k]` says how many firms seem to use row k's key."""

    rows: Ints
    keys: Longs
    owners: Floats


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs of one kind: codes are sorted and unique; `owners` is the fewest owners of a key the two share."""

    codes: Longs
    owners: Floats


def combine(one: Longs | Ints, other: Longs | Ints) -> Longs:
    """Return one key of two word numbers."""
    joined: Longs = (one.astype(np.int64) << 32) | other.astype(np.int64)
    return joined


def distinct(values: Longs) -> Longs:
    """Return the different values in order; sorting is faster here than numpy's hashing of millions of numbers."""
    ordered = np.sort(values)
    found: Longs = ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered
    return found


def distinct_per_key(keys: Longs, values: Ints | Longs) -> tuple[Longs, Longs]:
    """Return the keys in order and how many different known values each has."""
    known = values != NONE
    names, dense = np.unique(keys[known], return_inverse=True)
    _, small = np.unique(values[known], return_inverse=True)
    both = distinct((dense.astype(np.int64) << 32) | small)
    return names, np.bincount(both >> 32, minlength=len(names))


def look_up(names: Longs, counts: Longs, keys: Longs) -> Longs:
    """Return the count of each key, 0 for a key that is not among the names."""
    if not len(names):
        return np.zeros(len(keys), np.int64)
    at = np.minimum(np.searchsorted(names, keys), len(names) - 1)
    found: Longs = np.where(names[at] == keys, counts[at], 0)
    return found


def pairs_of(keyed: Keyed, size: int, neighbour_order: Ints | None = None, crowd: float = 0.0) -> Found:
    """Return the pairs that share a key among `size` rows.

    In a list longer than `LONGEST` each row meets its neighbours in `neighbour_order` only, and none when the key has
    more than `crowd` owners.
    """
    if len(keyed.rows) < 2:
        return Found(np.empty(0, np.int64), np.empty(0, np.float32))
    order = np.argsort(keyed.keys, kind="stable")
    keys, rows, owners = keyed.keys[order], keyed.rows[order].astype(np.int64), keyed.owners[order]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    lengths = np.diff(np.append(starts, len(keys)))
    length_of = np.repeat(lengths, lengths)
    reach = np.where(length_of <= LONGEST, LONGEST, np.where(owners <= crowd, NEIGHBOURS, 0))
    if neighbour_order is not None and (lengths > LONGEST).any():
        again = np.lexsort((rows, neighbour_order[rows], keys))
        keys, rows, owners = keys[again], rows[again], owners[again]
    codes: list[Longs] = []
    shares: list[Floats] = []
    live = np.flatnonzero((length_of > 1) & (reach > 0))
    for step in range(1, LONGEST):
        live = live[live + step < len(keys)]
        live = live[(keys[live] == keys[live + step]) & (reach[live] >= step)]
        if not len(live):
            break
        one, other = rows[live], rows[live + step]
        low, high = np.minimum(one, other), np.maximum(one, other)
        apart = low != high
        codes.append((low * size + high)[apart])
        shares.append(owners[live][apart])
    return _unique(codes, shares)


def _unique(codes: list[Longs], shares: list[Floats]) -> Found:
    if not codes:
        return Found(np.empty(0, np.int64), np.empty(0, np.float32))
    every, owners = np.concatenate(codes), np.concatenate(shares)
    if not len(every):
        return Found(every, owners)
    order = np.argsort(every, kind="stable")
    every, owners = every[order], owners[order]
    first = np.flatnonzero(np.concatenate(([True], every[1:] != every[:-1])))
    return Found(every[first], np.minimum.reduceat(owners, first))


def union(found: list[Found]) -> Found:
    """Return the pairs of several kinds of key as one, each with its fewest owners."""
    return _unique([pairs.codes for pairs in found], [pairs.owners for pairs in found])


def at(found: Found, codes: Longs) -> Floats:
    """Return, for each code, the owners of the key that the pair shares, or 0 when it shares none."""
    if not len(found.codes):
        return np.zeros(len(codes), np.float32)
    place = np.minimum(np.searchsorted(found.codes, codes), len(found.codes) - 1)
    shared: Floats = np.where(found.codes[place] == codes, found.owners[place], np.float32(0))
    return shared


def link_keys(store: Store, name: str) -> Keyed:
    """Return phones, addresses or domains as keys; their owners are the different brands that use them."""
    rows, keys = store.link(name)
    sounds = store.column("sound")[rows] if len(rows) else np.empty(0, np.int32)
    names, counts = distinct_per_key(keys, sounds)
    return Keyed(rows, keys, np.maximum(look_up(names, counts, keys), 1).astype(np.float32))


def narrowed(keyed: Keyed, columns: list[Ints]) -> Keyed:
    """Return the keys joined with a second column, once for each of its known values."""
    rows, keys, owners = [], [], []
    for column in columns:
        second = column[keyed.rows]
        known = second != NONE
        rows.append(keyed.rows[known])
        keys.append(combine(keyed.keys[known], second[known]))
        owners.append(keyed.owners[known])
    return Keyed(np.concatenate(rows), np.concatenate(keys), np.concatenate(owners))
