"""What the console and the script runner ask of every simulated platform."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from simulator.message import Message


class PlatformSimulator(Protocol):
    """One platform's servers and the people using its client.

    `start` binds to 127.0.0.1 (port 0 = any free one) and returns when it listens; `url` is its base address.
    The acting methods deliver to the bot the way the platform does (callbacks with retries, stream frames, signed
    requests) and return when the bot has acknowledged or the platform has given up; False then. Errors of the
    script (no such button, person, room) raise `LookupError` with a sentence.
    """

    name: str
    url: str

    async def start(self, port: int = 0) -> None: ...

    async def stop(self) -> None: ...

    async def say(self, person: str, text: str, group: str | None = None) -> bool: ...

    async def voice(self, person: str, audio: bytes | None, transcript: str | None = None) -> bool: ...

    async def tap(
        self,
        person: str,
        card: Message,
        press: str,
        choose: Mapping[str, str] | None = None,
        fill: Mapping[str, str] | None = None,
    ) -> bool: ...

    def visible(self, person: str) -> list[Message]:
        """Return all messages this person can see here, oldest first, cards in their newest state.

        A card that was updated appears once, with the state of its last update and its newest serial.
        """
        ...
