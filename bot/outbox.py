"""The way out: deliveries are ordered in the handler's transaction and sent by durable jobs, each exactly once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from secrets import token_hex
from typing import Any, Literal, cast

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession

from bot.endings import Endings
from bot.posting import Posting
from bot.surface import Surface, Target
from cards.card import Card
from cards.wire import to_json
from handlers.ports import Clock, Engine
from storage.database import Database
from storage.messages import deliveries
from storage.shared.gate import RateGate

KIND = "deliver"
STRANDED_AFTER = timedelta(minutes=2)

TargetKind = Literal["user", "group", "webhook"]
Finish = Callable[[AsyncSession], Awaitable[None]]
Ending = Callable[[], Callable[[Connection], None]]


class Outbox:
    """Orders and sends. `engine.register("deliver", outbox.deliver)`."""

    def __init__(
        self,
        database: Database,
        engine: Engine,
        clock: Clock,
        gate: RateGate,
        surfaces: Mapping[str, Surface],
        secret: bytes,
        *,
        finish: Finish,
        ending: Ending,
        instead: Callable[[Card], str],
    ) -> None:
        """`finish` ends the running job in a session, `ending` returns what does so in a connection.

        `instead` words the message that is sent when a card cannot change.
        """
        self._database = database
        self._engine = engine
        self._clock = clock
        endings = Endings(database, clock, finish, ending, self._replace(instead))
        self._posting = Posting(database, clock, gate, surfaces, secret, endings)

    async def put(
        self,
        session: AsyncSession,
        *,
        key: str,
        kind: str,
        target: Target,
        payload: Mapping[str, Any],
        person: str | None = None,
        card_id: str | None = None,
        card_rev: int | None = None,
    ) -> bool:
        """Order a delivery in the session's transaction; False when one of this key was ordered before.

        `payload` is plain JSON: `text`, `card` (`cards.wire`), `trigger`, `file` {`name`, `sha256` of a blob}.
        """
        delivery_id = token_hex(16)
        row = {
            "id": delivery_id,
            "key": key,
            "kind": kind,
            "platform": target.platform,
            "target_kind": target.kind,
            "target_id": target.id,
            "person": person,
            "card_id": card_id,
            "card_rev": card_rev,
            "payload": {**payload, "thread": target.thread},
        }
        if not await deliveries.add(session, row, self._clock.now()):
            return False
        lane = deliveries.lane(target.platform, target.id)
        await self._engine.enqueue(session, KIND, f"d:{key}", (delivery_id,), partition=lane)
        return True

    async def order(self, session: AsyncSession, kind: str, key: str, args: tuple[Any, ...], partition: str) -> None:
        """Order other durable work in the session's transaction; a key seen before is a no-op."""
        await self._engine.enqueue(session, kind, key, args, partition=partition)

    async def put_text(self, session: AsyncSession, key: str, target: Target, text: str, person: str | None) -> bool:
        """Order a sentence."""
        return await self.put(session, key=key, kind="text", target=target, payload={"text": text}, person=person)

    async def put_card(self, session: AsyncSession, target: Target, card: Card, person: str | None) -> bool:
        """Order a card; the same card at the same revision reaches the same chat once."""
        return await self._put_card(
            session, f"{card.id}:{card.rev}:{target.platform}:{target.id}", "card", target, card, person
        )

    async def put_update(self, session: AsyncSession, target: Target, card: Card, person: str | None) -> bool:
        """Order that the card standing in this chat takes this revision's looks."""
        key = f"{card.id}:{card.rev}:{target.platform}:{target.id}:update"
        return await self._put_card(session, key, "update", target, card, person)

    async def places(self, session: AsyncSession, card_id: str) -> list[tuple[Target, str | None]]:
        """Return every chat, with our id of its person, that this card was or will be sent to."""
        found = await deliveries.places_of(session, card_id)
        return [(Target(platform, cast(TargetKind, kind), chat), person) for platform, kind, chat, person in found]

    async def deliver(self, delivery_id: str) -> timedelta | None:
        """Do one attempt; return when to try again, None when the delivery is settled."""
        return await self._posting.attempt(delivery_id)

    async def sweep(self) -> int:
        """Enqueue again what should have been tried two minutes ago and has no live job; return how many."""
        async with self._database.begin() as session:
            left = await deliveries.stranded(session, self._clock.now() - STRANDED_AFTER)
            for one in left:
                key = f"d:{one.key}~{one.attempts}"
                await self._engine.enqueue(session, KIND, key, (one.id,), partition=one.lane)
        return len(left)

    async def _put_card(
        self, session: AsyncSession, key: str, kind: str, target: Target, card: Card, person: str | None
    ) -> bool:
        return await self.put(
            session,
            key=key,
            kind=kind,
            target=target,
            payload={"card": to_json(card)},
            person=person,
            card_id=card.id,
            card_rev=card.rev,
        )

    def _replace(
        self, instead: Callable[[Card], str]
    ) -> Callable[[AsyncSession, str, Target, Card, str | None], Awaitable[None]]:
        async def replace(session: AsyncSession, key: str, target: Target, card: Card, person: str | None) -> None:
            if card.done:
                await self.put_text(session, f"{key}:instead", target, instead(card), person)
            else:
                # There is still something to press, which only a card can offer.
                await self.put_card(session, target, card, person)

        return replace
