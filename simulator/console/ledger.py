"""What people did at the console: what they wrote, said and pressed, in the order of what they then saw."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from simulator.world import World

ActKind = Literal["say", "voice", "tap"]


@dataclass(slots=True)
class Act:
    """One thing somebody did. `after`: the serial of the newest message then.

    `delivered` is None while the platform is still trying, False when it gave up.
    """

    number: int
    after: int
    at: datetime
    kind: ActKind
    on: str
    person: str
    room: str | None
    text: str
    audio: bytes = b""
    delivered: bool | None = None

    def public(self, reader: str, names: dict[str, str]) -> dict[str, Any]:
        """Return the act as the page draws it for this reader."""
        return {
            "key": f"act:{self.number}",
            "at": self.at.isoformat(),
            "kind": self.kind,
            "group": self.room,
            "mine": self.person == reader,
            "person": self.person,
            "name": names.get(self.person, self.person),
            "text": self.text,
            "voice": f"voice/{self.number}" if self.audio else None,
            "delivered": self.delivered,
        }


class Ledger:
    """All acts of one console, kept in memory. `changed` is set, and replaced, at every change."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.acts: list[Act] = []
        self.version = 0
        self._number = 0
        self.changed = asyncio.Event()

    def begin(self, kind: ActKind, on: str, person: str, room: str | None, text: str, audio: bytes = b"") -> Act:
        """Note that somebody does something now; it stands behind everything that had arrived."""
        self._number += 1
        act = Act(self._number, self._world.serial, self._world.now(), kind, on, person, room, text, audio)
        self.acts.append(act)
        self.touch()
        return act

    def end(self, act: Act, delivered: bool) -> None:
        """Note how it went."""
        act.delivered = delivered
        self.touch()

    def cancel(self, act: Act) -> None:
        """Forget an act that the platform does not offer."""
        self.acts.remove(act)
        self.touch()

    def touch(self) -> None:
        """Tell whoever waits that the page has to be drawn again."""
        self.version += 1
        self.changed.set()
        self.changed = asyncio.Event()

    def voice(self, number: int) -> bytes | None:
        """Return the sound of a voice note."""
        return next((act.audio for act in self.acts if act.number == number and act.audio), None)
