"""How the firms' names of two records stand to each other: the same, one short for the other, mistyped, different."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from nlp.dedup.blocking import Bools
from nlp.dedup.candidates import Candidates
from nlp.dedup.store import NONE, Columns, Ints
from nlp.fold import syllables


@dataclass(frozen=True, slots=True)
class Relations:
    """One mark per pair and relation.

    `identical` is as written, `same` by sound, `cross` between characters, Latin letters and a domain.
    """

    identical: Bools
    same: Bools
    cross: Bools
    prefix: Bools
    typo: Bools
    half: Bools
    other: Bools
    other_latin: Bools


def relate(store: Columns, pairs: Candidates) -> Relations:
    """Return the relation of the names of each pair."""
    sound, latin, brand = store.column("sound"), store.column("latin"), store.column("brand")
    a, b = sound[pairs.one], sound[pairs.other]
    c, d = latin[pairs.one], latin[pairs.other]
    same = (a == b) & (a != NONE)
    both = (a != NONE) & (b != NONE)
    # Two brands in characters are compared with each other; a domain that both use has its own weight.
    cross = ~both & ((pairs.shared["name"] > 0) | ((c == d) & (c != NONE)))
    undecided = np.flatnonzero(both & ~same)
    marks = [np.zeros(len(pairs), bool) for _ in range(3)]
    for mark, found in zip(
        marks, _compare(store, brand[pairs.one[undecided]], brand[pairs.other[undecided]]), strict=True
    ):
        mark[undecided] = found
    prefix, typo, half = marks
    different = both & ~same & ~prefix & ~typo & ~half
    other_latin = ~both & ~cross & (c != NONE) & (d != NONE)
    identical = same & (brand[pairs.one] == brand[pairs.other])
    return Relations(identical, same, cross, prefix, typo, half, different, other_latin)


def _compare(store: Columns, one: Ints, other: Ints) -> tuple[Bools, Bools, Bools]:
    """Return which brands begin with the other one, which differ by a slip, and which share one of two syllables."""
    if not len(one):
        return (np.zeros(0, bool),) * 3
    codes, back = np.unique((one.astype(np.int64) << 32) | other, return_inverse=True)
    spoken = Spoken(store)
    left = [spoken.of(code >> 32) for code in codes.tolist()]
    right = [spoken.of(code & 0xFFFFFFFF) for code in codes.tolist()]
    edits = cpdist(left, right, scorer=OSA.distance, dtype=np.uint8)
    sizes = np.array([(len(a), len(b)) for a, b in zip(left, right, strict=True)])
    short, same_size = sizes.min(axis=1), sizes[:, 0] == sizes[:, 1]
    swapped = np.array([sorted(a) == sorted(b) for a, b in zip(left, right, strict=True)])
    prefix = np.array([a.startswith(b) or b.startswith(a) for a, b in zip(left, right, strict=True)], bool) & (
        short > 1
    )
    close = (edits <= np.where(short >= 5, 2, 1)) & (short > 1) & ~prefix
    half = close & (short == 2) & same_size & ~swapped
    return prefix[back], (close & ~half)[back], half[back]


class Spoken:
    """Brands with one private character for each syllable, so that an edit distance counts syllables."""

    def __init__(self, store: Columns) -> None:
        self._store = store
        self._letters: dict[str, str] = {}
        self._said: dict[int, str] = {}

    def of(self, brand: int) -> str:
        """Return the brand with this number."""
        said = self._said.get(brand)
        if said is None:
            letters = self._letters
            said = "".join(
                letters.setdefault(part, chr(0x4E00 + len(letters)))
                for part in syllables(self._store.brand_text(brand))
            )
            self._said[brand] = said
        return said
