"""Batch duplicate detection: a store of records in, groups with their evidence out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from nlp.dedup import cluster
from nlp.dedup.blocking import Bools, Floats
from nlp.dedup.candidates import Candidates, candidates, described
from nlp.dedup.census import Census, census
from nlp.dedup.evidence import THRESHOLD, Group, links_inside, with_evidence
from nlp.dedup.rarity import Rarity, rarity
from nlp.dedup.scoring import Scores, score
from nlp.dedup.store import Ints, Longs, Store

CLEAR = 12.0
"""Bits of one pair that count in a group at most, for or against, so that no single link outvotes the rest."""
_MANY_PEOPLE = 0.25
"""Share of what another contact costs inside a group: a firm has several."""
_CONTEXT = ("city", "trade", "industry", "contact")


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
    members, more = _split(store, known, rare, pairs, scores, label, unsure)
    return with_evidence(members, [links_inside(members, *part) for part in [(pairs, scores), *more]])


def _split(
    store: Store, known: Census, rare: Rarity, pairs: Candidates, scores: Scores, label: Ints, unsure: Ints
) -> tuple[Ints, list[tuple[Candidates, Scores]]]:
    """Return the final group of every row, and the pairs that were scored to find it.

    Complete components stay as they are; in the others every pair is looked at, and they are kept as far as they agree.
    """
    if not len(unsure):
        return label, []
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
    return final, [(extra, extra_scores)]


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
        against += np.minimum(part, 0) * (_MANY_PEOPLE if name == "contact" else 1)
        if name in _CONTEXT:
            context += np.maximum(part, 0)
    cost = np.minimum(against + np.minimum(context, 3), 0)
    return np.clip(np.where(total > THRESHOLD, total, cost), -CLEAR, CLEAR).astype(np.float32)
