"""One record that is looked up: its words as the numbers of a store, its keys, and itself beside a few known rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nlp.dedup import numbers
from nlp.dedup.candidates import SECONDS
from nlp.dedup.census import PARTS, Census
from nlp.dedup.record import Record
from nlp.dedup.store import NONE, Ints, Store, phone_key
from nlp.fold import sound

UNKNOWN = 2**31 - 2
"""Number of every word that the store does not know; no row has it."""


class Query:
    """A record in the words of a store; the store is not changed."""

    def __init__(self, record: Record, store: Store, known: Census) -> None:
        self.record = record
        self._store = store
        trades = (*record.trades, "", "")
        self.words = {
            "brand": _find(store.brands.find(record.brand), record.brand),
            "sound": _find(store.sounds.find(sound(record.brand)), record.brand),
            "latin": _find(store.sounds.find(record.latin), record.latin),
            "trade": _find(store.trades.find(trades[0]), trades[0]),
            "trade2": _find(store.trades.find(trades[1]), trades[1]),
            "broad": _find(store.trades.find(record.broad), record.broad),
            "city": _find(store.places.find(record.city), record.city),
            "name_city": _find(store.places.find(record.name_city), record.name_city),
            "industry": _find(store.trades.find(record.industry), record.industry),
            "surname": _find(store.people.find(record.surname), record.surname),
            "contact": _find(store.people.find(record.contact), record.contact),
        }
        self.parts = known.part_words(record.brand)

    def strong_keys(self) -> Iterator[tuple[str, int]]:
        """Yield kind and key of phones, addresses, WeChat ids and own domains."""
        for kind, digits in self.record.phones:
            yield ("mobile" if kind == numbers.MOBILE else "fixed"), phone_key(digits)
        yield from (("mail", hash(mail)) for mail in self.record.mails)
        yield from (("wechat", hash(wechat)) for wechat in self.record.wechats)
        yield from (("domain", self._store.domains.find(domain)) for domain in self.record.domains)

    def name_keys(self) -> Iterator[tuple[str, int]]:
        """Yield kind and key of the names, alone and narrowed."""
        labels = (label for domain in self.record.domains for label in numbers.domain_labels(domain))
        found = {self.words["sound"], self.words["latin"], *(self._store.sounds.find(label) for label in labels)}
        for name in found - {NONE, UNKNOWN}:
            yield "name", name
            for second, columns in SECONDS.items():
                yield from ((f"name+{second}", _both(name, self.words[column])) for column in columns)

    def near_keys(self) -> Iterator[tuple[str, int]]:
        """Yield kind and key of what a mistyped brand still shares."""
        words = self.words
        place = words["city"] if words["city"] != NONE else words["name_city"]
        trade = words["trade"] if words["trade"] != NONE else words["industry"]
        seconds = {"place": place, "trade": trade, "contact": words["contact"]}
        yield "contact+place", _both(words["contact"], place)
        for name, part in zip(PARTS, self.parts, strict=True):
            for second in ("place", "trade", "contact") if name == "bag" else ("place", "trade"):
                yield f"{name}+{second}", _both(part, seconds[second])


class Beside:
    """The rows of a store that a query is compared with, and the query itself as the last row."""

    def __init__(self, query: Query, store: Store, rows: Ints) -> None:
        self._query, self._store, self._rows = query, store, rows
        self._brands = store.column("brand")[rows]

    def column(self, name: str) -> Ints:
        """Return a column of the rows and the query; brands are numbered by row."""
        if name == "brand":
            return self._local_brands()
        return np.append(self._store.column(name)[self._rows], np.int32(self._query.words[name]))

    def _local_brands(self) -> Ints:
        own = self._query.words["brand"]
        every = np.append(self._brands, np.int32(own))
        first = {brand: at for at, brand in reversed(list(enumerate(every.tolist())))}
        return np.array([NONE if brand == NONE else first[brand] for brand in every.tolist()], np.int32)

    def brand_text(self, brand: int) -> str:
        """Return the brand of a row of this view."""
        if brand == len(self._rows):
            return self._query.record.brand
        return self._store.brands.texts[int(self._brands[brand])]

    def census(self, known: Census) -> Census:
        """Return the census with brands numbered as here."""
        brands = np.append(self._brands, np.int32(self._query.words["brand"]))
        inside = np.where((brands < len(known.bearers) - 1) & (brands != NONE), brands, -1)
        bearers = np.append(known.bearers[inside], np.float32(1))
        parts = tuple(self._parts(known, brands, inside, at) for at in range(len(PARTS)))
        return Census(known.strong, known.named, bearers, parts, known.brands, known.words, known.firms)

    def _parts(self, known: Census, brands: Ints, inside: Ints, at: int) -> Ints:
        part = known.parts[at][inside]
        for place in np.flatnonzero((inside < 0) & (brands != NONE)).tolist():
            part[place] = known.part_words(self.brand_text(place))[at]
        return np.append(part, np.int32(NONE))


def _find(found: int, text: str) -> int:
    return UNKNOWN if text and found == NONE else found


def _both(one: int, other: int) -> int:
    return NONE if min(one, other) == NONE or max(one, other) == UNKNOWN else (one << 32) | other
