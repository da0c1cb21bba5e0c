"""Somebody to talk to, without a platform: what would be sent is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

from crm.people import User
from crm.rights.step_up import CODE_HERE
from handlers.context import Talk
from handlers.ports import Address
from handlers.surroundings import Surroundings
from storage.records import SessionRecords

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
_NUMBERS: Iterator[int] = count()


class Mouth:
    """Keeps what would be sent."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.cards: list[Any] = []
        self.files: list[bytes] = []

    async def say(self, to: Address, text: str) -> None:
        self.said.append(text)

    async def say_code(self, to: Address, text: str, bound_to: str) -> None:
        self.said.append(text.replace(CODE_HERE, code_for(bound_to), 1))

    async def write(self, to: Address, subject: str, text: str) -> None:
        self.said.append(f"{to.id}: {subject}: {text}")

    async def show(self, to: Address, card: Any) -> None:
        self.cards.append(card)

    async def change(self, card: Any) -> None:
        self.cards.append(card)

    async def send_file(self, to: Address, name: str, data: bytes, mime: str, now: datetime) -> None:
        self.files.append(data)


def code_for(bound_to: str) -> str:
    """Return a code that differs by what it is bound to."""
    return f"{sum(bound_to.encode()) * 7919 % 1_000_000:06}"


def talk_of(session: Any, person: User, now: datetime = NOW) -> tuple[Talk, Mouth]:
    """Return a talk of this person in a transaction, and what is said in it."""
    mouth, silent = Mouth(), object()
    around = Surroundings(("wecom",), (), "http://x", silent, lambda: f"id{next(_NUMBERS):06}", code_for=code_for)
    here = Address("wecom", "user", person.id, person.id)
    return Talk(now, SessionRecords(session), mouth, around, person=person, here=here), mouth
