"""What the whole table says about its names: how many firms bear a brand, how many brands share its syllables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nlp.dedup.blocking import Floats, Keyed, firms_per_name, name_keys
from nlp.dedup.store import NONE, Ints, Store, Words
from nlp.fold import syllables

PARTS = ("bag", "first", "last")
"""Syllables of a brand in alphabetic order and each once, its first two, its last two."""


@dataclass(frozen=True, slots=True)
class Census:
    """Tables by brand number (the last entry is for no brand), and by number of a brand's part."""

    named: Keyed
    bearers: Floats
    parts: tuple[Ints, ...]
    brands: tuple[Floats, ...]
    words: Words
    firms: Floats

    def firms_of_name(self, name: int) -> float:
        """Return how many firms a brand's sound, Latin brand or domain name seems to mean."""
        return float(self.firms[name]) if name < len(self.firms) else 1.0

    def part_words(self, brand: str) -> tuple[int, ...]:
        """Return the numbers of a brand's parts, `NONE` for parts that no known brand has."""
        return tuple(self.words.find(part) for part in parts_of(brand))


def parts_of(brand: str) -> tuple[str, ...]:
    """Return the parts of a brand; empty ones for a brand of one character."""
    said = syllables(brand)
    if len(said) < 2:
        return ("",) * len(PARTS)
    return " ".join(sorted(set(said))), " ".join(said[:2]), " ".join(said[-2:])


def census(store: Store) -> Census:
    """Count names and parts of names over all rows."""
    brand = store.column("brand")
    with_brand = np.flatnonzero(brand != NONE).astype(np.int32)
    numbers = brand[with_brand]
    bearers = np.ones(len(store.brands) + 1, np.float32)
    bearers[numbers] = firms_per_name(store, with_brand, numbers.astype(np.int64))
    words = Words()
    found = [[words.add(part) for part in parts_of(text)] for text in store.brands.texts]
    table = np.array([*found, [NONE] * len(PARTS)], np.int32).T
    parts = tuple(np.ascontiguousarray(part) for part in table)
    brands = tuple(_brands_per_part(part[:-1], len(words)) for part in parts)
    named = name_keys(store)
    firms = np.ones(len(store.sounds), np.float32)
    firms[named.keys] = named.owners
    return Census(named, bearers, parts, brands, words, firms)


def _brands_per_part(part: Ints, size: int) -> Floats:
    counts = np.bincount(part[part != NONE], minlength=size + 1)
    return np.maximum(counts, 1).astype(np.float32)
