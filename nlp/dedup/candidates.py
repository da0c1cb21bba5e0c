"""All pairs worth comparing, and what each kind of key says about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nlp.dedup.blocking import Floats, Found, Keyed, at, link_keys, name_keys, narrowed, pairs_of, union
from nlp.dedup.store import NONE, Ints, Longs, Store

STRONG = ("mobile", "fixed", "mail", "wechat", "domain")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of rows `one` < `other`, and for each kind of key the owners of the key they share (0 = they share none)."""

    one: Ints
    other: Ints
    shared: dict[str, Floats]
    firms: Floats
    """Firms that bear the brand of the first row, and of the second: the larger of the two."""

    def __len__(self) -> int:
        return len(self.one)


def candidates(store: Store, step: Callable[[str], None] = lambda _: None) -> Candidates:
    """Return every pair that shares a key of some kind."""
    size = store.rows
    sounds, cities, town = store.column("sound"), store.column("city"), store.column("name_city")
    kinds: dict[str, Found] = {}
    for name in STRONG:
        step(name)
        kinds[name] = pairs_of(link_keys(store, name), size, neighbour_order=sounds)
    step("name")
    named = name_keys(store)
    kinds["name"] = union(
        [
            pairs_of(named, size),
            pairs_of(narrowed(named, [cities, town]), size),
            pairs_of(narrowed(named, [store.column("contact")]), size),
            pairs_of(narrowed(named, [store.column("trade"), store.column("industry")]), size),
        ]
    )
    step("near")
    near = [pairs_of(keyed, size) for keyed in _near_keys(store)]
    every = union([*kinds.values(), *near])
    codes = every.codes
    shared = {name: at(found, codes) for name, found in kinds.items()}
    one, other = (codes // size).astype(np.int32), (codes % size).astype(np.int32)
    firms = _firms_by_row(store, named)
    return Candidates(one, other, shared, np.maximum(firms[one], firms[other]))


def _firms_by_row(store: Store, named: Keyed) -> Floats:
    firms = np.ones(store.rows, np.float32)
    firms[named.rows[::-1]] = named.owners[::-1]
    return firms


def _near_keys(store: Store) -> list[Keyed]:
    """Return keys under which a mistyped brand still meets its firm: contact and city, a half of the brand and city."""
    every = np.arange(store.rows, dtype=np.int32)
    ones = np.ones(store.rows, np.float32)
    place = np.where(store.column("city") != NONE, store.column("city"), store.column("name_city"))
    contact = store.column("contact")
    placed = narrowed(_known(every, contact, ones), [place])
    halves = [narrowed(_known(every, half, ones), [place]) for half in _halves(store)]
    return [placed, *halves]


def _known(rows: Ints, values: Ints, owners: Floats) -> Keyed:
    known = values != NONE
    return Keyed(rows[known], values[known].astype(np.int64), owners[known])


def _halves(store: Store) -> list[Ints]:
    """Return the sounds of a brand's first two and last two characters as numbers, for brands of three or more."""
    from nlp.dedup.store import Words
    from nlp.fold import syllables

    words = Words()
    first, last = [], []
    for brand in store.brands.texts:
        parts = syllables(brand)
        first.append(words.add("".join(parts[:2])) if len(parts) > 1 else NONE)
        last.append(words.add("".join(parts[-2:])) if len(parts) > 1 else NONE)
    column = store.column("brand")
    return [np.array([*half, NONE], np.int32)[column] for half in (first, last)]


__all__ = ["STRONG", "Candidates", "Longs", "candidates"]
