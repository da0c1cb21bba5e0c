"""All pairs worth comparing, and what each kind of key says about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nlp.dedup.blocking import (
    Floats,
    Found,
    Keyed,
    at,
    distinct_per_key,
    firms_per_name,
    link_keys,
    look_up,
    name_keys,
    narrowed,
    pairs_of,
    union,
)
from nlp.dedup.store import NONE, Ints, Store, Words
from nlp.fold import syllables

STRONG = ("mobile", "fixed", "mail", "wechat", "domain")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of rows `one` < `other`; of each kind of key the owners of the key they share, 0 when they share none."""

    one: Ints
    other: Ints
    shared: dict[str, Floats]
    bearers: Floats
    """Firms that bear the brand of the two rows as written: of the commoner one."""
    near: Floats
    """Different brands that share the two rows' half or mixed syllables; 0 when the two brands share neither."""

    def __len__(self) -> int:
        return len(self.one)


@dataclass(frozen=True, slots=True)
class Census:
    """What the whole table says about its names: how many firms bear a brand, how many brands share its syllables."""

    named: Keyed
    bearers: Floats
    parts: tuple[Ints, Ints, Ints]
    brands: tuple[Floats, Floats, Floats]


def census(store: Store) -> Census:
    """Count names and parts of names over all rows."""
    brand = store.column("brand")
    every = np.arange(store.rows, dtype=np.int32)
    bearers = firms_per_name(store, every, brand.astype(np.int64))
    bearers[brand == NONE] = 1
    parts = _parts(store)
    return Census(name_keys(store), bearers, parts, tuple(_brands_per_part(part, brand) for part in parts))


def _brands_per_part(part: Ints, brand: Ints) -> Floats:
    names, counts = distinct_per_key(part.astype(np.int64), brand)
    return np.maximum(look_up(names, counts, part.astype(np.int64)), 1).astype(np.float32)


def candidates(store: Store, known: Census, step: Callable[[str], None] = lambda _: None) -> Candidates:
    """Return every pair that shares a key of some kind."""
    size = store.rows
    sounds, cities, town = store.column("sound"), store.column("city"), store.column("name_city")
    kinds: dict[str, Found] = {}
    for name in STRONG:
        step(name)
        kinds[name] = pairs_of(link_keys(store, name), size, neighbour_order=sounds)
    step("name")
    seconds = (
        [cities, town],
        [store.column("contact"), store.column("surname")],
        [store.column("trade"), store.column("industry")],
    )
    kinds["name"] = union(
        [pairs_of(known.named, size), *(pairs_of(narrowed(known.named, columns), size) for columns in seconds)]
    )
    step("near")
    near = [pairs_of(keyed, size).codes for keyed in _near_keys(store, known)]
    codes = np.unique(np.concatenate([*(found.codes for found in kinds.values()), *near]))
    one, other = (codes // size).astype(np.int32), (codes % size).astype(np.int32)
    return described(known, one, other, {name: at(found, codes) for name, found in kinds.items()})


def described(known: Census, one: Ints, other: Ints, shared: dict[str, Floats]) -> Candidates:
    """Return pairs with what the census says about the two names of each."""
    near = np.full(len(one), np.inf, np.float32)
    for part, brands in zip(known.parts, known.brands, strict=True):
        a = part[one]
        near = np.where((a == part[other]) & (a != NONE), np.minimum(near, brands[one]), near)
    near[np.isinf(near)] = 0
    return Candidates(one, other, shared, np.maximum(known.bearers[one], known.bearers[other]), near)


def _near_keys(store: Store, known: Census) -> list[Keyed]:
    """Return keys under which a mistyped brand still meets its firm.

    Its syllables in any order and number, or half of them, with the city, the trade or the contact; and the contact with
    the city.
    """
    every = np.arange(store.rows, dtype=np.int32)
    ones = np.ones(store.rows, np.float32)
    place = np.where(store.column("city") != NONE, store.column("city"), store.column("name_city"))
    trade = np.where(store.column("trade") != NONE, store.column("trade"), store.column("industry"))
    contact = store.column("contact")
    bag, first, last = (_known(every, part, ones) for part in known.parts)
    keyed = [narrowed(_known(every, contact, ones), [place])]
    keyed += [narrowed(bag, [column]) for column in (place, trade, contact)]
    keyed += [narrowed(half, [column]) for half in (first, last) for column in (place, trade)]
    return keyed


def _known(rows: Ints, values: Ints, owners: Floats) -> Keyed:
    known = values != NONE
    return Keyed(rows[known], values[known].astype(np.int64), owners[known])


def _parts(store: Store) -> tuple[Ints, Ints, Ints]:
    """Return for each row numbers of its brand's syllables in alphabetic order, of its first two and of its last two."""
    words = Words()
    parts: list[list[int]] = [[], [], []]
    for brand in store.brands.texts:
        said = syllables(brand)
        few = len(said) < 2
        for place, syllable in enumerate((sorted(set(said)), said[:2], said[-2:])):
            parts[place].append(NONE if few else words.add(" ".join(syllable)))
    column = store.column("brand")
    bag, first, last = (np.array([*part, NONE], np.int32)[column] for part in parts)
    return bag, first, last
