"""All pairs worth comparing, and what each kind of key says about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nlp.dedup.blocking import Bools, Floats, Found, Keyed, at, distinct, narrowed, pairs_of, union
from nlp.dedup.census import PARTS, STRONG, Census
from nlp.dedup.entities import Entities
from nlp.dedup.store import NONE, Columns, Ints, Store


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
    one_home: Bools
    """Whether the one is in a city where the other's firm is known to be too."""

    def __len__(self) -> int:
        return len(self.one)


def candidates(store: Store, known: Census, step: Callable[[str], None] = lambda _: None) -> Candidates:
    """Return every pair that shares a key of some kind."""
    size = store.rows
    sounds = store.column("sound")
    kinds: dict[str, Found] = {}
    for name in STRONG:
        step(name)
        kinds[name] = pairs_of(known.strong[name], size, neighbour_order=sounds, crowd=np.inf)
    step("name")
    kinds["name"] = union([pairs_of(keyed, size, crowd=FEW_FIRMS) for keyed in named_keys(store, known).values()])
    step("near")
    near = [pairs_of(keyed, size).codes for keyed in near_keys(store, known).values()]
    codes = distinct(np.concatenate([*(found.codes for found in kinds.values()), *near]))
    one, other = (codes // size).astype(np.int32), (codes % size).astype(np.int32)
    return described(store, known, one, other, {name: at(found, codes) for name, found in kinds.items()})


FEW_FIRMS = 2.0
"""Firms up to which a name that very many rows bear is still followed from row to row."""
SECONDS = {"place": ("city", "name_city"), "contact": ("contact", "surname"), "trade": ("trade", "industry")}


def named_keys(store: Store, known: Census) -> dict[str, Keyed]:
    """Return the names as keys, alone and with a place, a contact or a trade, for the names that too many rows bear."""
    keyed = {"name": known.named}
    for second, columns in SECONDS.items():
        keyed[f"name+{second}"] = narrowed(known.named, [store.column(column) for column in columns])
    return keyed


def described(store: Columns, known: Census, one: Ints, other: Ints, shared: dict[str, Floats]) -> Candidates:
    """Return pairs with what the census says about the two names of each."""
    brand = store.column("brand")
    a, b = brand[one], brand[other]
    near = np.full(len(one), np.inf, np.float32)
    for part, brands in zip(known.parts, known.brands, strict=True):
        mine = part[a]
        near = np.where((mine == part[b]) & (mine != NONE), np.minimum(near, brands[mine]), near)
    near[np.isinf(near)] = 0
    bearers = np.maximum(known.bearers[a], known.bearers[b])
    return Candidates(one, other, shared, bearers, near, _one_home(store, known.made, one, other))


def _one_home(store: Columns, made: Entities | None, one: Ints, other: Ints) -> Bools:
    """Return the pairs of which one is in a city where the other's firm is known to be too."""
    home = np.zeros(len(one), bool)
    if made is None:
        return home
    for name in ("city", "name_city"):
        column = store.column(name)
        home |= made.at_home(one, column[other]) | made.at_home(other, column[one])
    return home


def near_keys(store: Store, known: Census) -> dict[str, Keyed]:
    """Return keys under which a mistyped brand still meets its firm.

    Its syllables in any order and number, or half of them, with the city, the trade or the contact;
    and the contact with the city.
    """
    place = np.where(store.column("city") != NONE, store.column("city"), store.column("name_city"))
    trade = np.where(store.column("trade") != NONE, store.column("trade"), store.column("industry"))
    contact, brand = store.column("contact"), store.column("brand")
    seconds = {"place": place, "trade": trade, "contact": contact}
    keyed = {"contact+place": narrowed(_known(contact), [place])}
    for name, part in zip(PARTS, known.parts, strict=True):
        half = _known(part[brand])
        for second in ("place", "trade", "contact") if name == "bag" else ("place", "trade"):
            keyed[f"{name}+{second}"] = narrowed(half, [seconds[second]])
    return keyed


def _known(values: Ints) -> Keyed:
    rows = np.flatnonzero(values != NONE).astype(np.int32)
    return Keyed(rows, values[rows].astype(np.int64), np.ones(len(rows), np.float32))
