"""The world around the bot: people, rooms, one clock, every message that arrived, and faults to order."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from simulator.message import Message

SHANGHAI = ZoneInfo("Asia/Shanghai")
FAULTS = ("timeout", "refuse", "429", "token_expired", "drop_socket", "duplicate", "none")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account on every platform, under the same id."""

    id: str
    name: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Room:
    """A group chat that exists on every platform, under the same id."""

    id: str
    name: str
    members: tuple[str, ...] = ()


@dataclass(slots=True)
class Faults:
    """Misbehaviour ordered by a script: what a platform does wrong, and how many more times (None: until `none`)."""

    orders: dict[str, tuple[str, int | None]] = field(default_factory=dict)

    def order(self, at: str, what: str, times: int | None = 1) -> None:
        """Make `at` misbehave; `what` must be one of FAULTS, `none` ends it."""
        if what not in FAULTS:
            raise ValueError(f"unknown fault {what!r}")
        if what == "none":
            self.orders.pop(at, None)
        else:
            self.orders[at] = (what, times)

    def take(self, at: str, *whats: str) -> str | None:
        """Return the ordered fault if it is one of `whats`, counting it as used."""
        what, times = self.orders.get(at, ("none", None))
        if what not in whats:
            return None
        if times is not None:
            if times <= 1:
                del self.orders[at]
            else:
                self.orders[at] = (what, times - 1)
        return what


class World:
    """Shared by all simulators of one installation. `now` is the scripted clock, aware."""

    def __init__(self, now: Callable[[], datetime] | None = None) -> None:
        self.now = now or (lambda: datetime.now(UTC))
        self.people: dict[str, Person] = {}
        self.rooms: dict[str, Room] = {}
        self.faults = Faults()
        self.messages: list[Message] = []
        self.changed = asyncio.Event()
        self.in_flight = 0
        self.minutes = 0
        self._serial = 0

    @contextlib.contextmanager
    def flying(self) -> Iterator[None]:
        """Count something as on its way to the bot until it is answered."""
        self.in_flight += 1
        try:
            yield
        finally:
            self.in_flight -= 1

    def populate(self, people: Iterable[Person], rooms: Iterable[Room]) -> None:
        """Replace who is there."""
        self.people = {person.id: person for person in people}
        self.rooms = {room.id: room for room in rooms}

    def quota_now(self) -> datetime:
        """Return the time that rate limits are counted in: a script lets a minute pass between two acts."""
        return self.now() + timedelta(minutes=self.minutes)

    def record(self, message: Message) -> Message:
        """Put a message where its receiver sees it."""
        self._serial += 1
        message.serial = self._serial
        self.messages.append(message)
        self.changed.set()
        self.changed = asyncio.Event()
        return message

    def since(self, serial: int) -> list[Message]:
        """Return the messages that arrived after `serial`, oldest first."""
        return [message for message in self.messages if message.serial > serial]

    @property
    def serial(self) -> int:
        """The serial of the newest message."""
        return self._serial
