"""How the firms' names of two records stand to each other: the same, one short for the other, mistyped, or another firm."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import cpdist

from nlp.dedup.blocking import Bools
from nlp.dedup.candidates import Candidates
from nlp.dedup.store import NONE, Store


@dataclass(frozen=True, slots=True)
class Relations:
    """One mark per pair and relation. `cross` is a link between characters, Latin letters and a domain."""

    same: Bools
    cross: Bools
    prefix: Bools
    typo: Bools
    other: Bools
    other_latin: Bools


def relate(store: Store, pairs: Candidates) -> Relations:
    """Return the relation of the names of each pair."""
    sound, latin, brand = store.column("sound"), store.column("latin"), store.column("brand")
    a, b = sound[pairs.one], sound[pairs.other]
    same = (a == b) & (a != NONE)
    c, d = latin[pairs.one], latin[pairs.other]
    same_latin = (c == d) & (c != NONE)
    cross = (pairs.shared["name"] > 0) & ~same
    cross |= same_latin & ~same
    both = (a != NONE) & (b != NONE)
    open_pairs = np.flatnonzero(both & ~same)
    one, other = brand[pairs.one[open_pairs]], brand[pairs.other[open_pairs]]
    prefix_part, typo_part = _compare(store, one, other)
    prefix, typo = np.zeros(len(pairs), bool), np.zeros(len(pairs), bool)
    prefix[open_pairs], typo[open_pairs] = prefix_part, typo_part
    different = both & ~same & ~prefix & ~typo
    # Two brands in characters that differ are two firms even when a domain or an English name is shared by both.
    cross &= ~different
    other_latin = ~both & ~cross & (c != NONE) & (d != NONE)
    return Relations(same, cross, prefix, typo, different, other_latin)


def _compare(store: Store, one: np.ndarray, other: np.ndarray) -> tuple[Bools, Bools]:  # type: ignore[type-arg]
    """Return which brands begin with the other one, and which differ by one slip of the keys."""
    if not len(one):
        return np.zeros(0, bool), np.zeros(0, bool)
    codes, back = np.unique((one.astype(np.int64) << 32) | other, return_inverse=True)
    texts = store.brands.texts
    left = [texts[code >> 32] for code in codes.tolist()]
    right = [texts[code & 0xFFFFFFFF] for code in codes.tolist()]
    edits = cpdist(left, right, scorer=DamerauLevenshtein.distance, dtype=np.uint8)
    short = np.array([min(len(a), len(b)) for a, b in zip(left, right, strict=True)])
    prefix = np.array([a.startswith(b) or b.startswith(a) for a, b in zip(left, right, strict=True)], bool) & (
        short >= 2
    )
    typo = (edits <= np.where(short >= 5, 2, 1)) & (short >= 2) & ~prefix
    return prefix[back], typo[back]
