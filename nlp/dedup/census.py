"""What the whole table says about its names: how many firms bear a brand, how many brands share its syllables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nlp.dedup.blocking import Bools, Floats, Keyed, combine, distinct, distinct_per_key, link_keys, look_up
from nlp.dedup.cluster import components
from nlp.dedup.store import NONE, Ints, Longs, Store, Words
from nlp.fold import syllables

STRONG = ("mobile", "fixed", "mail", "wechat", "domain")
"""Kinds of key that belong to one customer as a rule."""
PARTS = ("bag", "first", "last")
"""Syllables of a brand in alphabetic order and each once, its first two, its last two."""


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
