"""A conversation with the handlers over a real database, without a platform: what was said and shown is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from app.language.reading import SalesReading
from cards.card import Card
from crm.people import User
from handlers.context import Talk
from handlers.ports import Address
from handlers.surroundings import Surroundings
from nlp.reading import Asked, BookEntry, Reading
from storage.database import Database
from storage.mapping import map_records
from storage.records import SessionRecords

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@dataclass
class Kept:
    """A messenger that keeps what would be sent."""

    said: list[str] = field(default_factory=list)
    shown: list[Card] = field(default_factory=list)

    async def say(self, to: Address, text: str) -> None:
        self.said.append(text)

    async def show(self, to: Address, card: Card) -> None:
        self.shown.append(card)

    async def change(self, card: Card, only: Any = None, without: Any = ()) -> None:
        self.shown.append(card)

    async def ask_form(self, to: Address, card: Card, trigger: str) -> None:
        self.shown.append(card)


class Doubtful(SalesReading):
    """Reads like the real one, but is not sure of these fields."""

    def __init__(self, *fields: str) -> None:
        self._doubted = dict.fromkeys(fields, 0.5)

    def read(self, asked: Asked, book: Sequence[BookEntry] = ()) -> Reading:
        reading = super().read(asked, book)
        return reading._replace(confidence={**reading.confidence, **self._doubted})


@asynccontextmanager
async def talking(database: Database, reading: SalesReading | None = None) -> AsyncIterator[tuple[Talk, Kept]]:
    """Open a talk of 张伟 in one transaction."""
    map_records()
    out = Kept()
    around = Surroundings(("slack",), (), "http://127.0.0.1", reading or SalesReading(), lambda: uuid4().hex[:16])
    person = User("zhangwei", "张伟", "sales", "华东组")
    async with database.begin() as session:
        here = Address("slack", "user", person.id, person.id)
        yield Talk(NOW, SessionRecords(session), out, around, person=person, here=here), out
