"""What the whole table says about its names: how many firms bear a brand, how many brands share its syllables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nlp.dedup.blocking import Floats, Keyed, distinct_per_key, link_keys, look_up
from nlp.dedup.entities import Entities, entities, firms_per_key
from nlp.dedup.store import NONE, Ints, Store, Words
from nlp.fold import syllables

STRONG = ("mobile", "fixed", "mail", "wechat", "domain")
"""Kinds of key that belong to one customer as a rule."""
PARTS = ("bag", "first", "last")
"""Syllables of a brand in alphabetic order and each once, its first two, its last two."""


@dataclass(frozen=True, slots=True)
class Census:
    """Tables by brand number (the last entry is for no brand), and by number of a brand's part."""

    strong: dict[str, Keyed]
    named: Keyed
    bearers: Floats
    parts: tuple[Ints, ...]
    brands: tuple[Floats, ...]
    words: Words
    firms: Floats
    made: Entities | None = None

    def without_keys(self) -> Census:
        """Return the tables alone, without the keys of the rows that they were counted from."""
        nothing = Keyed(np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.float32))
        return Census({}, nothing, self.bearers, self.parts, self.brands, self.words, self.firms)

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


def name_keys(store: Store, made: Entities) -> Keyed:
    """Return brand sounds, Latin brands and domain names of every row as one kind of key."""
    parts = []
    every = np.arange(store.rows, dtype=np.int32)
    for column in ("sound", "latin"):
        values = store.column(column)
        parts.append((every[values != NONE], values[values != NONE].astype(np.int64)))
    parts.append(store.link("label"))
    rows = np.concatenate([part[0] for part in parts])
    keys = np.concatenate([part[1] for part in parts])
    # A mail host that nobody knew is a name that many brands share.
    names, brands = distinct_per_key(keys, store.column("sound")[rows])
    hosted = look_up(names, brands, keys) - 1
    return Keyed(rows, keys, np.maximum(firms_per_key(made, rows, keys), hosted).astype(np.float32))


def census(store: Store) -> Census:
    """Count names and parts of names over all rows."""
    strong = {kind: link_keys(store, kind) for kind in STRONG}
    made = entities(store, strong)
    brand = store.column("brand")
    with_brand = np.flatnonzero(brand != NONE).astype(np.int32)
    numbers = brand[with_brand]
    bearers = np.ones(len(store.brands) + 1, np.float32)
    bearers[numbers] = firms_per_key(made, with_brand, numbers.astype(np.int64))
    words = Words()
    found = [[words.add(part) for part in parts_of(text)] for text in store.brands.texts]
    table = np.array([*found, [NONE] * len(PARTS)], np.int32).T
    parts = tuple(np.ascontiguousarray(part) for part in table)
    brands = tuple(_firms_per_part(part[:-1], bearers[:-1], len(words)) for part in parts)
    named = name_keys(store, made)
    firms = np.ones(len(store.sounds), np.float32)
    firms[named.keys] = named.owners
    bearers[:-1] /= _chances(store.brands.texts)
    return Census(strong, named, bearers, parts, brands, words, firms, made)


def _chances(brands: list[str]) -> Floats:
    """Return how much rarer each brand is than it looks: two firms seldom think of the same three syllables."""
    return np.array([2.0 ** min(max(len(brand) - 2, 0), 2) for brand in brands], np.float32)


def _firms_per_part(part: Ints, bearers: Floats, size: int) -> Floats:
    known = part != NONE
    counts = np.bincount(part[known], weights=bearers[known], minlength=size + 1)
    return np.maximum(counts, 1).astype(np.float32)
