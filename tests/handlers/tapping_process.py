"""A process that taps `我来处理` on many approvals, each at the moment it is told to. Run by test_approval_race."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from app.language.reading import SalesReading
from cards.card import Card
from crm.people import User
from handlers.approvals.passing import tap_open
from handlers.context import Tap
from handlers.ports import Address
from handlers.surroundings import Surroundings
from storage.database import Database
from storage.mapping import map_records
from storage.records import SessionRecords

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


class Silence:
    """A messenger that keeps what was said."""

    def __init__(self) -> None:
        self.said: list[str] = []

    async def say(self, to: Address, text: str) -> None:
        self.said.append(text)

    async def show(self, to: Address, card: Card) -> None:
        """Nobody looks."""

    async def change(self, card: Card, only: Any = None, without: Any = ()) -> None:
        """Nobody looks."""


def new_id() -> str:
    """Return an id of its own."""
    return uuid4().hex


def answer(text: str) -> None:
    """Tell the test."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


async def main(url: str, schema: str, person: str) -> None:
    map_records()
    database = Database(url, schema or None)
    async with database.read() as session:
        await SessionRecords(session).people.everyone()
    answer("ready")
    for line in iter(sys.stdin.readline, ""):
        number = line.strip()
        out = Silence()
        async with database.begin() as session:
            around = Surroundings((), (), "", SalesReading(), new_id)
            tap = Tap(
                NOW, SessionRecords(session), out, around,
                person=User(person, person, "finance"), here=Address("slack", "user", person, person),
                action="open", tapped=Card("c", 1, "approval", "t"), subject=f"approval:{number}", values={},
            )  # fmt: skip
            await tap_open(tap)
        answer(out.said[0] if out.said else "mine")
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
