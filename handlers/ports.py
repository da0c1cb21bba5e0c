"""What handlers need from outside, by shape. `app` joins the real ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from cards.card import Card
from nlp.reading import Asked, BookEntry, Reading
from nlp.speech.transcript import Transcript


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """Return the present moment, aware, UTC."""
        ...


class Understanding(Protocol):
    """Reads a message."""

    def read(self, asked: Asked, book: Sequence[BookEntry] = ()) -> Reading:
        """Return what was understood; never raises for any text, bounded time."""
        ...

    def correction(self, text: str, now: datetime) -> dict[str, str] | None:
        """Return the fields a plain correction changes (`不是20万是12万`), or None when it is none."""
        ...

    def moment(self, text: str, now: datetime) -> str:
        """Return the last time named in a text as a reading writes it, or an empty text."""
        ...

    def keywords(self, texts: Sequence[str], most: int, names: Sequence[str] = ()) -> list[str]:
        """Return what these texts are about, the weightiest words first; `names` are no keywords."""
        ...

    def amount(self, text: str) -> float | None:
        """Return the last amount of money named in a text, in yuan."""
        ...


class Transcriber(Protocol):
    """Hears a clip."""

    async def transcribe(self, audio: bytes, names: Sequence[BookEntry] = ()) -> Transcript:
        """Return the words.

        Raises `SpeechUnavailable` (no model), `BadAudio` or `SpeechBusy`, each with a Chinese `user_text`.
        """
        ...


class Engine(Protocol):
    """Durable jobs. The truth is in our tables; the engine only drives."""

    async def enqueue(
        self, session: Any, kind: str, key: str, args: tuple[Any, ...] = (), *, partition: str | None = None
    ) -> None:
        """Enqueue `kind` under `key` in the session's transaction. A key seen before is a no-op."""
        ...


@dataclass(frozen=True, slots=True)
class Address:
    """Where to send: a person's chat, a room, or a configured group webhook. `person` is our id of the receiver."""

    platform: str
    kind: Literal["user", "group", "webhook"]
    id: str
    person: str | None = None
    thread: str | None = None


class Messenger(Protocol):
    """Sends through the outbox, within the current transaction. Nothing leaves before the commit."""

    async def say(self, to: Address, text: str) -> None:
        """Send a sentence."""
        ...

    async def say_code(self, to: Address, text: str, bound_to: str) -> None:
        """Send a sentence whose `CODE_HERE` (`crm.rights.step_up`) becomes the code of `bound_to` when it leaves."""
        ...

    async def write(self, to: Address, subject: str, text: str) -> None:
        """Send a mail to an address of the platform `mail`."""
        ...

    async def show(self, to: Address, card: Card) -> None:
        """Send a card; the same card at the same revision reaches the same address once."""
        ...

    async def change(self, card: Card, only: Sequence[str] | None = None, without: Sequence[str] = ()) -> None:
        """Change the card in place wherever it stands, for these people only, or for all but those."""
        ...

    async def send_file(self, to: Address, name: str, data: bytes, mime: str, now: datetime) -> None:
        """Send a file of at most 20 MB to a person's own chat."""
        ...

    async def order(self, kind: str, key: str, args: tuple[Any, ...], partition: str) -> None:
        """Order durable work in this transaction; a key seen before is a no-op, a partition runs one by one."""
        ...

    async def ask_form(self, to: Address, card: Card, trigger: str) -> None:
        """Open the card as a form over the chat, where the platform can (Slack)."""
        ...
