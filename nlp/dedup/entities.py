"""Rows that surely are one customer, and how many firms stand behind a key."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nlp.dedup.blocking import Bools, Floats, Keyed, combine, distinct
from nlp.dedup.cluster import components
from nlp.dedup.store import NONE, Ints, Longs, Store


@dataclass(frozen=True, slots=True)
class Entities:
    """Rows that surely are one customer, by a phone or address of their own; with where and what they are."""

    of_row: Ints
    city: Ints
    trade: Ints
    towns: Longs
    """Entity and city in one number, sorted: every city in which an entity is known."""
    signs: tuple[Ints, ...]
    """By row, what a firm has one or two of: its Latin brand, its domain."""

    def at_home(self, rows: Ints, cities: Ints) -> Bools:
        """Tell for each row whether its entity is known in this city too, as a firm with two seats is."""
        codes = combine(self.of_row[rows], cities)
        at = np.minimum(np.searchsorted(self.towns, codes), max(len(self.towns) - 1, 0))
        home: Bools = self.towns[at] == codes if len(self.towns) else np.zeros(len(codes), bool)
        home &= cities != NONE
        return home


def entities(store: Store, strong: dict[str, Keyed]) -> Entities:
    """Join rows that share a mobile, an address, a WeChat id or a domain that hardly anybody else uses."""
    one, other = [], []
    for kind in ("mobile", "mail", "wechat", "domain"):
        keyed = strong[kind]
        order = np.argsort(keyed.keys, kind="stable")
        keys, rows = keyed.keys[order], keyed.rows[order]
        next_to = np.flatnonzero((keys[1:] == keys[:-1]) & (keyed.owners[order][1:] <= _FEW_OWNERS))
        one.append(rows[next_to])
        other.append(rows[next_to + 1])
    of_row = components(store.rows, np.concatenate(one), np.concatenate(other))
    city = np.where(store.column("city") != NONE, store.column("city"), store.column("name_city"))
    trade = np.where(store.column("industry") != NONE, store.column("industry"), store.column("trade"))
    towns = [combine(of_row, column)[column != NONE] for column in (store.column("city"), store.column("name_city"))]
    domain = np.full(store.rows, NONE, np.int32)
    domain[strong["domain"].rows] = strong["domain"].keys
    signs = (store.column("latin"), domain)
    return Entities(of_row, _any_known(city, of_row), _any_known(trade, of_row), distinct(np.concatenate(towns)), signs)


_FEW_OWNERS = 2
SIGNS_OF_ONE = 3
"""Latin brands and domains that one firm may well have."""


def _any_known(column: Ints, of_row: Ints) -> Ints:
    """Return for each entity the value of its first row that has one."""
    found = np.full(len(column), NONE, np.int32)
    known = np.flatnonzero(column != NONE)[::-1]
    found[of_row[known]] = column[known]
    return found


def firms_per_key(made: Entities, rows: Ints, keys: Longs) -> Floats:
    """Estimate how many firms bear each name, by the different cities and trades of the entities that do.

    A word that stands before very many Latin brands or domains is no brand, whatever its few cities say.
    """
    names, dense = np.unique(keys, return_inverse=True)
    pairs = distinct(combine(dense, made.of_row[rows]))
    name, entity = (pairs >> 32).astype(np.int64), (pairs & 0xFFFFFFFF).astype(np.int64)
    every = np.bincount(name, minlength=len(names))
    most = np.ones(len(names))
    city, trade = made.city[entity], made.trade[entity]
    both = np.where((city != NONE) & (trade != NONE), city * np.int64(1 << 20) + trade, NONE)
    for values in (city, trade, both):
        known = values != NONE
        _, small = np.unique(values[known], return_inverse=True)
        different = np.bincount(distinct(combine(name[known], small)) >> 32, minlength=len(names))
        seen = np.bincount(name[known], minlength=len(names))
        # Those that do not say where they are hide as many firms as those that do.
        most = np.maximum(most, 1 + (different - 1) * (every / np.maximum(seen, 1)))
    for sign in made.signs:
        said = np.flatnonzero(sign[rows] != NONE)
        different = np.bincount(distinct(combine(dense[said], sign[rows[said]])) >> 32, minlength=len(names))
        most = np.maximum(most, different / SIGNS_OF_ONE)
    firms: Floats = most[dense].astype(np.float32)
    return firms
