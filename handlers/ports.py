"""What handlers need from outside, by shape. `app` joins the real ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

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


class Transcriber(Protocol):
    """Hears a clip."""

    async def transcribe(self, audio: bytes, names: Sequence[BookEntry] = ()) -> Transcript:
        """Return the words. Raises `SpeechUnavailable` (no model), `BadAudio` or `SpeechBusy`, each with `user_text`."""
        ...


class Engine(Protocol):
    """Durable jobs. The truth is in our tables; the engine only drives."""

    async def enqueue(
        self, session: Any, kind: str, key: str, args: tuple[Any, ...] = (), *, partition: str | None = None
    ) -> None:
        """Enqueue `kind` under `key` in the session's transaction. A key seen before is a no-op."""
        ...
