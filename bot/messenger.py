"""Fits `handlers.ports.Messenger`: everything a handler sends becomes delivery rows in its own transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox import Outbox
from bot.surface import Target
from cards.card import Card
from cards.wire import to_json
from handlers.ports import Address
from storage.messages.audio import keep_audio


class OutboxMessenger:
    """Sends for one piece of work. `cause` names the event or job: the n-th sentence it says is always the same row."""

    def __init__(self, outbox: Outbox, session: AsyncSession, cause: str) -> None:
        self._outbox = outbox
        self._session = session
        self._cause = cause
        self._said = 0

    async def say(self, to: Address, text: str) -> None:
        """Send a sentence."""
        self._said += 1
        await self._put(f"{self._cause}:t{self._said}", "text", to, {"text": text})

    async def say_code(self, to: Address, text: str, bound_to: str) -> None:
        """Send a sentence whose code is filled in as it leaves."""
        self._said += 1
        await self._put(f"{self._cause}:t{self._said}", "text", to, {"text": text, "code": bound_to})

    async def write(self, to: Address, subject: str, text: str) -> None:
        """Send a mail."""
        self._said += 1
        await self._put(f"{self._cause}:t{self._said}", "text", to, {"text": text, "subject": subject})

    async def show(self, to: Address, card: Card) -> None:
        """Send a card; the same card at the same revision reaches the same address once."""
        key = f"{card.id}:{card.rev}:{to.platform}:{to.id}"
        await self._put(key, "card", to, {"card": to_json(card)}, card)

    async def change(self, card: Card, only: Sequence[str] | None = None, without: Sequence[str] = ()) -> None:
        """Change the card wherever it was sent, for these people only, or for all but those."""
        for place, person in await self._outbox.places(self._session, card.id):
            if (only is None or person in only) and person not in without:
                await self._outbox.put_update(self._session, place, card, person)

    async def ask_form(self, to: Address, card: Card, trigger: str) -> None:
        """Open the card as a form over the chat, where the platform can."""
        key = f"{card.id}:{card.rev}:{to.platform}:{to.id}:form:{trigger[-40:]}"
        await self._put(key, "modal", to, {"card": to_json(card), "trigger": trigger}, card)

    async def send_file(self, to: Address, name: str, data: bytes, mime: str, now: datetime) -> None:
        """Send a file; its bytes are kept under their hash."""
        self._said += 1
        sha256 = await keep_audio(self._session, data, mime, now)
        await self._put(f"{self._cause}:f{self._said}", "file", to, {"file": {"name": name, "sha256": sha256}})

    async def order(self, kind: str, key: str, args: tuple[Any, ...], partition: str) -> None:
        """Order durable work."""
        await self._outbox.order(self._session, kind, key, args, partition)

    async def _put(self, key: str, kind: str, to: Address, payload: dict[str, Any], card: Card | None = None) -> None:
        await self._outbox.put(
            self._session,
            key=key,
            kind=kind,
            target=Target(to.platform, to.kind, to.id, to.thread),
            person=to.person,
            payload=payload,
            card_id=card.id if card else None,
            card_rev=card.rev if card else None,
        )
