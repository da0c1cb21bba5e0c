"""Pairs to groups. A group must hold together: one link does not join two sides whose members contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np

from nlp.dedup.blocking import Floats
from nlp.dedup.store import Ints, Longs

LARGEST_CHECKED = 300
"""Rows of a component whose every pair is looked at; in a larger one only the pairs that share a key are."""


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs with what their merger would gain (positive) or cost (negative), in bits."""

    one: Ints
    other: Ints
    bits: Floats


def components(size: int, one: Ints, other: Ints) -> Ints:
    """Return for every row the smallest row that it is connected with."""
    label = np.arange(size, dtype=np.int32)
    while len(one):
        low = np.minimum(label[one], label[other])
        before = label.copy()
        np.minimum.at(label, label[one], low)
        np.minimum.at(label, label[other], low)
        while True:
            jumped = label[label]
            if np.array_equal(jumped, label):
                break
            label = jumped
        if np.array_equal(before, label):
            break
        apart = label[one] != label[other]
        one, other = one[apart], other[apart]
    return label


def missing_pairs(label: Ints, doubtful: Ints, codes: Longs) -> Longs:
    """Return the codes of all pairs inside the doubtful components that are not among the sorted codes."""
    size = len(label)
    small = doubtful[np.bincount(label, minlength=size)[doubtful] <= LARGEST_CHECKED]
    members = np.flatnonzero(np.isin(label, small)).astype(np.int64)
    members = members[np.argsort(label[members], kind="stable")]
    labels = label[members]
    found = []
    live = np.arange(len(members))
    for step in range(1, LARGEST_CHECKED):
        live = live[live + step < len(members)]
        live = live[labels[live] == labels[live + step]]
        if not len(live):
            break
        found.append(members[live] * size + members[live + step])
    if not found:
        return np.empty(0, np.int64)
    every = np.sort(np.concatenate(found))
    if not len(codes):
        return every
    at = np.minimum(np.searchsorted(codes, every), len(codes) - 1)
    missing: Longs = every[codes[at] != every]
    return missing


def doubtful(label: Ints, one: Ints, other: Ints) -> Ints:
    """Return the components that are not complete: some of their pairs are not positive by themselves."""
    sizes = np.bincount(label, minlength=len(label))
    edges = np.bincount(label[one], minlength=len(label)) if len(one) else np.zeros(len(label), int)
    return np.flatnonzero((sizes > 2) & (edges < sizes * (sizes - 1) // 2)).astype(np.int32)


def agglomerate(links: Links) -> Iterator[set[int]]:
    """Yield the groups of one component: the best merger first, and none whose sides contradict each other in sum."""
    gain: dict[int, dict[int, float]] = {}
    for one, other, bits in zip(links.one.tolist(), links.other.tolist(), links.bits.tolist(), strict=True):
        gain.setdefault(one, {})[other] = bits
        gain.setdefault(other, {})[one] = bits
    groups = {row: {row} for row in gain}
    best = [
        (-bits, one, other)
        for one, others in gain.items()
        for other, bits in others.items()
        if one < other and bits > 0
    ]
    heapify(best)
    while best:
        negative, one, other = heappop(best)
        # An entry is stale when one side is gone or has grown since: its newer entry is in the heap too.
        if gain.get(one, {}).get(other) != -negative:
            continue
        kept, gone = (one, other) if len(gain[one]) >= len(gain[other]) else (other, one)
        for near, bits in _join(groups, gain, kept, gone):
            heappush(best, (-bits, min(kept, near), max(kept, near)))
    yield from (group for group in groups.values() if len(group) > 1)


def _join(
    groups: dict[int, set[int]], gain: dict[int, dict[int, float]], kept: int, gone: int
) -> Iterator[tuple[int, float]]:
    """Put one group into another and yield every third group whose merger has become worth something else."""
    groups[kept] |= groups.pop(gone)
    for other, bits in gain.pop(gone).items():
        del gain[other][gone]
        if other == kept:
            continue
        total = gain[kept].get(other, 0.0) + bits
        gain[kept][other] = gain[other][kept] = total
        if total > 0:
            yield other, total
