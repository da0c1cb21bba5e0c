"""Records as columns of numbers: a million of them in some hundred megabytes, ready for numpy."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nlp.dedup import numbers
from nlp.dedup.record import Record
from nlp.fold import sound

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

NONE = -1


class Words:
    """Words to small numbers and back; the empty word is `NONE`."""

    __slots__ = ("_ids", "texts")

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self.texts: list[str] = []

    def __len__(self) -> int:
        return len(self.texts)

    def add(self, text: str) -> int:
        """Return the number of a word, a new one when it is met for the first time."""
        if not text:
            return NONE
        found = self._ids.get(text)
        if found is None:
            found = self._ids[text] = len(self.texts)
            self.texts.append(text)
        return found

    def find(self, text: str) -> int:
        """Return the number of a known word, else `NONE`."""
        return self._ids.get(text, NONE)


def phone_key(digits: str) -> int:
    """Return a phone as its own key; a foreign number keeps its plus as a high digit."""
    return 10**17 + int(digits[1:]) if digits[0] == "+" else int(digits)


@dataclass(slots=True)
class Links:
    """Several values of one kind per record: parallel arrays of row and value."""

    rows: array[int] = field(default_factory=lambda: array("i"))
    values: array[int] = field(default_factory=lambda: array("q"))

    def add(self, row: int, value: int) -> None:
        """Note one more value of a row."""
        self.rows.append(row)
        self.values.append(value)


class Columns(Protocol):
    """What scoring reads: single values by row, and the brands they number."""

    def column(self, name: str) -> Ints:
        """Return a column of single values."""
        ...

    def brand_text(self, brand: int) -> str:
        """Return the brand with this number."""
        ...


class Store:
    """The columns of all records read so far, in the order they were added.

    Single values are word numbers with `NONE` for nothing; several values of a record are `Links`. `sounds` is the one
    name space of pinyin of a brand, Latin brand and domain name, so that 安克, Anke and anke.com meet.
    """

    SINGLE = (
        "brand",
        "sound",
        "latin",
        "trade",
        "trade2",
        "broad",
        "city",
        "name_city",
        "industry",
        "surname",
        "contact",
    )
    LINKS = ("mobile", "fixed", "mail", "wechat", "domain", "label")

    def __init__(self) -> None:
        self.rows = 0
        self.columns = {name: array("i") for name in self.SINGLE}
        self._appends = [column.append for column in self.columns.values()]
        self.links = {name: Links() for name in self.LINKS}
        self.brands, self.sounds, self.places, self.trades, self.people = Words(), Words(), Words(), Words(), Words()
        self.domains = Words()
        self._brand_sound: list[int] = []

    def add(self, record: Record) -> int:
        """Append a record and return its row."""
        row = self.rows
        brand = self.brands.add(record.brand)
        if brand == len(self._brand_sound):
            self._brand_sound.append(self.sounds.add(sound(record.brand)))
        trades, places, people = record.trades, self.places, self.people
        values = (
            brand,
            self._brand_sound[brand] if brand >= 0 else NONE,
            self.sounds.add(record.latin),
            self.trades.add(trades[0]) if trades else NONE,
            self.trades.add(trades[1]) if len(trades) > 1 else NONE,
            self.trades.add(record.broad),
            places.add(record.city),
            places.add(record.name_city),
            self.trades.add(record.industry),
            people.add(record.surname),
            people.add(record.contact),
        )
        for append, value in zip(self._appends, values, strict=True):
            append(value)
        self._add_links(row, record)
        self.rows += 1
        return row

    def _add_links(self, row: int, record: Record) -> None:
        links = self.links
        for kind, digits in record.phones:
            links["mobile" if kind == numbers.MOBILE else "fixed"].add(row, phone_key(digits))
        for mail in record.mails:
            links["mail"].add(row, hash(mail))
        for wechat in record.wechats:
            links["wechat"].add(row, hash(wechat))
        for domain in record.domains:
            links["domain"].add(row, self.domains.add(domain))
            for label in numbers.domain_labels(domain):
                links["label"].add(row, self.sounds.add(label))

    def column(self, name: str) -> Ints:
        """Return a column of single values."""
        return np.frombuffer(self.columns[name], dtype=np.int32) if self.rows else np.empty(0, np.int32)

    def brand_text(self, brand: int) -> str:
        """Return the brand with this number."""
        return self.brands.texts[brand]

    def link(self, name: str) -> tuple[Ints, Longs]:
        """Return rows and values of a column of several values."""
        found = self.links[name]
        if not found.rows:
            return np.empty(0, np.int32), np.empty(0, np.int64)
        # Copies: an array that lends its memory cannot grow.
        return np.array(found.rows, dtype=np.int32), np.array(found.values, dtype=np.int64)
