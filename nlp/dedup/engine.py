"""Batch duplicate detection: a store of records in, groups with their evidence out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np

from nlp.dedup import cluster
from nlp.dedup.blocking import Bools, Floats
from nlp.dedup.candidates import Candidates, candidates, described
from nlp.dedup.census import Census, census
from nlp.dedup.scoring import Rarity, Scores, rarity, score
from nlp.dedup.store import Ints, Longs, Store

THRESHOLD = 0.0
"""Bits from which a pair is a link by itself: even odds."""
CLEAR = 12.0
"""Bits of one pair that count in a group at most, for or against, so that no single link outvotes the rest."""
_BLOCK = 1 << 16
_CONTEXT = ("city", "trade", "industry", "contact")


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


def find_groups(store: Store, step: Callable[[str], None] = lambda _: None) -> Iterator[Group]:
    """Yield the groups of two or more rows, ordered by their first row. Deterministic for the same rows."""
    if store.rows < 2:
        return
    known = census(store)
    pairs = candidates(store, known, step)
    step("score")
    rare = rarity(store)
    scores = score(store, pairs, rare)
    step("group")
    yield from grouped(store, known, rare, pairs, scores)


def grouped(store: Store, known: Census, rare: Rarity, pairs: Candidates, scores: Scores) -> Iterator[Group]:
    """Yield the groups that scored pairs make."""
    linked = scores.total > THRESHOLD
    label = cluster.components(store.rows, pairs.one[linked], pairs.other[linked])
    unsure = cluster.doubtful(label, pairs.one[linked], pairs.other[linked])
    members = _split(store, known, rare, pairs, scores, label, unsure)
    return _with_evidence(members, pairs, scores)


def _split(
    store: Store, known: Census, rare: Rarity, pairs: Candidates, scores: Scores, label: Ints, unsure: Ints
) -> Ints:
    """Return the final group of every row: complete components as they are, the unsure ones as far as they agree."""
    if not len(unsure):
        return label
    size = store.rows
    codes = pairs.one.astype(np.int64) * size + pairs.other
    missing = cluster.missing_pairs(label, unsure, codes)
    extra = _bare_pairs(store, known, missing)
    extra_scores = score(store, extra, rare)
    inside = np.isin(label[pairs.one], unsure) & (label[pairs.one] == label[pairs.other])
    one = np.concatenate([pairs.one[inside], extra.one])
    other = np.concatenate([pairs.other[inside], extra.other])
    bits = np.concatenate([_gain(scores, inside), _gain(extra_scores, np.ones(len(extra), bool))])
    order = np.argsort(label[one], kind="stable")
    one, other, bits = one[order], other[order], bits[order]
    bounds = np.flatnonzero(np.concatenate(([True], label[one][1:] != label[one][:-1], [True])))
    final = label.copy()
    rows = np.flatnonzero(np.isin(label, unsure))
    final[rows] = rows
    for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        for group in cluster.agglomerate(cluster.Links(one[start:end], other[start:end], bits[start:end])):
            final[list(group)] = min(group)
    return final


def _bare_pairs(store: Store, known: Census, codes: Longs) -> Candidates:
    one, other = (codes // store.rows).astype(np.int32), (codes % store.rows).astype(np.int32)
    nothing = np.zeros(len(codes), np.float32)
    shared = dict.fromkeys(("mobile", "fixed", "mail", "wechat", "domain", "name"), nothing)
    return described(store, known, one, other, shared)


def _gain(scores: Scores, chosen: Bools) -> Floats:
    """Return what each pair gives to a merger: its bits when it is a link, else what contradicts, never a reward."""
    total = scores.total[chosen]
    against = np.zeros(len(total), np.float32)
    context = np.zeros(len(total), np.float32)
    for name, bits in scores.factors.items():
        part = bits[chosen]
        against += np.minimum(part, 0)
        if name in _CONTEXT:
            context += np.maximum(part, 0)
    cost = np.minimum(against + np.minimum(context, 3), 0)
    return np.clip(np.where(total > THRESHOLD, total, cost), -CLEAR, CLEAR).astype(np.float32)


def _with_evidence(member: Ints, pairs: Candidates, scores: Scores) -> Iterator[Group]:
    """Yield the groups with the pairs inside them that are links."""
    sizes = np.bincount(member, minlength=len(member))
    rows = np.flatnonzero(sizes[member] > 1)
    rows = rows[np.argsort(member[rows], kind="stable")]
    linked = np.flatnonzero((member[pairs.one] == member[pairs.other]) & (scores.total > THRESHOLD))
    linked = linked[np.argsort(member[pairs.one[linked]], kind="stable")]
    evidence = _evidence(pairs, scores, linked)
    # Every group has a link, and both lists are in the order of the groups.
    parts = zip(_runs(member[rows]), _runs(member[pairs.one[linked]]), strict=True)
    for (start, end), (first, last) in parts:
        links = tuple(islice(evidence, last - first))
        yield Group(tuple(rows[start:end].tolist()), _weakest(links), links)


def _runs(ordered: Ints) -> list[tuple[int, int]]:
    """Return where each run of equal values begins and ends."""
    if not len(ordered):
        return []
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))).tolist()
    return list(zip(starts, [*starts[1:], len(ordered)], strict=True))


def _evidence(pairs: Candidates, scores: Scores, chosen: Longs) -> Iterator[Evidence]:
    """Yield the evidence of chosen pairs, a block at a time so that a million of them need no memory of their own."""
    names = list(scores.factors)
    for block in range(0, len(chosen), _BLOCK):
        some = chosen[block : block + _BLOCK]
        bits = np.stack([scores.factors[name][some] for name in names], axis=1).round(1).tolist()
        odds = np.exp2(-np.clip(scores.total[some].astype(np.float64), -40, 40))
        sure = (1 / (1 + odds)).round(4).tolist()
        one, other = pairs.one[some].tolist(), pairs.other[some].tolist()
        for a, b, probable, row in zip(one, other, sure, bits, strict=True):
            yield Evidence(a, b, probable, {name: value for name, value in zip(names, row, strict=True) if value})


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
