"""What holds each group together, told pair by pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import numpy as np

from nlp.dedup.blocking import Floats
from nlp.dedup.candidates import Candidates
from nlp.dedup.scoring import Scores
from nlp.dedup.store import Ints

THRESHOLD = 0.0
"""Bits from which a pair is a link by itself: even odds."""
_BLOCK = 1 << 16


class Evidence(NamedTuple):
    """One pair of a group with its probability and the bits of each factor that spoke."""

    one: int
    other: int
    score: float
    factors: dict[str, float]


class Group(NamedTuple):
    """Rows that are one customer. `score` is the probability of the weakest link that the group needs."""

    rows: tuple[int, ...]
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """Links between rows of the same group; `bits` has one column a factor."""

    one: Ints
    other: Ints
    total: Floats
    bits: Floats
    names: tuple[str, ...]


def links_inside(member: Ints, pairs: Candidates, scores: Scores) -> Inside:
    """Return the pairs that are links and whose rows are in the same group."""
    chosen = np.flatnonzero((member[pairs.one] == member[pairs.other]) & (scores.total > THRESHOLD))
    bits = np.stack([factor[chosen] for factor in scores.factors.values()], axis=1)
    return Inside(pairs.one[chosen], pairs.other[chosen], scores.total[chosen], bits, tuple(scores.factors))


def with_evidence(member: Ints, found: Sequence[Inside]) -> Iterator[Group]:
    """Yield the groups, ordered by their first row, with the links inside them."""
    sizes = np.bincount(member, minlength=len(member))
    rows = np.flatnonzero(sizes[member] > 1)
    rows = rows[np.argsort(member[rows], kind="stable")]
    links = _joined(member, found)
    evidence = _evidence(links)
    # A group is never made without a link, and both lists are in the order of the groups.
    for (start, end), (first, last) in zip(_runs(member[rows]), _runs(member[links.one]), strict=True):
        some = tuple(islice(evidence, last - first))
        yield Group(tuple(rows[start:end].tolist()), _weakest(some), some)


def _joined(member: Ints, found: Sequence[Inside]) -> Inside:
    one, other = np.concatenate([part.one for part in found]), np.concatenate([part.other for part in found])
    order = np.lexsort((other, one, member[one]))
    total, bits = np.concatenate([part.total for part in found]), np.concatenate([part.bits for part in found])
    return Inside(one[order], other[order], total[order], bits[order], found[0].names)


def _runs(ordered: Ints) -> list[tuple[int, int]]:
    """Return where each run of equal values begins and ends."""
    if not len(ordered):
        return []
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))).tolist()
    return list(zip(starts, [*starts[1:], len(ordered)], strict=True))


def _evidence(links: Inside) -> Iterator[Evidence]:
    """Yield the evidence of links, a block at a time so that a million of them need little memory."""
    for start in range(0, len(links.one), _BLOCK):
        block = slice(start, start + _BLOCK)
        odds = np.exp2(-np.clip(links.total[block].astype(np.float64), -40, 40))
        sure = (1 / (1 + odds)).round(4).tolist()
        bits = links.bits[block].astype(np.float64).round(1).tolist()
        pairs = zip(links.one[block].tolist(), links.other[block].tolist(), sure, bits, strict=True)
        for one, other, probable, row in pairs:
            factors = {name: value for name, value in zip(links.names, row, strict=True) if value}
            yield Evidence(one, other, probable, factors)


def _weakest(evidence: tuple[Evidence, ...]) -> float:
    """Return the probability of the weakest link in the strongest tree that joins the group."""
    root: dict[int, int] = {}

    def find(row: int) -> int:
        while root.setdefault(row, row) != row:
            row = root[row]
        return row

    weakest = 1.0
    for link in sorted(evidence, key=lambda link: -link.score):
        one, other = find(link.one), find(link.other)
        if one != other:
            root[one] = other
            weakest = min(weakest, link.score)
    return weakest
