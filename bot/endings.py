"""How an attempt of a delivery ends: sent and kept where its card stands, put off, replaced, or failed for good."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import timedelta

import structlog
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession

from bot.retry_delay import retry_delay
from bot.surface import Parcel, Receipt, Target
from cards.card import Card
from handlers.ports import Clock
from storage.database import Database
from storage.messages import card_places, deliveries
from storage.messages.card_places import ONE_USE
from storage.messages.deliveries import Delivery

Replace = Callable[[AsyncSession, str, Target, Card, str | None], Awaitable[None]]
log = structlog.get_logger(__name__)


class FenceLost(Exception):
    """Another attempt has taken this delivery over; this one must not send."""


class Endings:
    """Ends attempts. Every ending holds only while the attempt's fence does."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        finish: Callable[[AsyncSession], Awaitable[None]],
        ending: Callable[[], Callable[[Connection], None]],
        replace: Replace,
    ) -> None:
        self._database = database
        self._clock = clock
        self._finish = finish
        self._ending = ending
        self._replace = replace

    async def done(self, delivery: Delivery, fence: str, parcel: Parcel, receipts: list[Receipt]) -> None:
        """It arrived: keep the receipts and where its card stands now, and end its job, in one transaction."""
        now = self._clock.now()
        if delivery.card_id is None:
            await self._done_at_once(delivery, fence, receipts)
            return
        async with self._database.begin() as session:
            if receipts:
                await deliveries.keep_receipts(session, delivery.id, fence, [asdict(receipt) for receipt in receipts])
                await self._remember_place(session, delivery, parcel, receipts[-1])
            if not await deliveries.settle(session, delivery.id, fence, "sent", now):
                raise FenceLost
            await self._finish(session)

    async def _done_at_once(self, delivery: Delivery, fence: str, receipts: list[Receipt]) -> None:
        """End the delivery and its job in one short transaction: no card stands anywhere."""
        end, now, kept = self._ending(), self._clock.now(), [asdict(receipt) for receipt in receipts]

        def settle(connection: Connection) -> None:
            if not deliveries.sent(connection, delivery.id, fence, kept, now):
                raise FenceLost
            end(connection)

        await self._database.run(settle)

    async def _remember_place(self, session: AsyncSession, delivery: Delivery, parcel: Parcel, last: Receipt) -> None:
        if delivery.card_id is None or parcel.card is None or delivery.kind not in ("card", "update"):
            return
        now, card_id = self._clock.now(), delivery.card_id
        here = (delivery.platform, delivery.target_kind, delivery.target_id, delivery.person)
        if delivery.kind == "card":
            await card_places.keep(session, card_id, here, last.message_id, last.handle, parcel.card.rev, now)
            return
        chat = (card_id, delivery.platform, delivery.target_id)
        await card_places.used(session, *chat, parcel.card.rev, now)
        if "response_code" in last.handle or (last.handle and delivery.platform not in ONE_USE):
            await card_places.offered(session, *chat, last.handle, now)

    async def replaced(self, delivery: Delivery, fence: str, parcel: Parcel) -> None:
        """Its card cannot be changed there any more: what it says goes out as a delivery of its own."""
        async with self._database.begin() as session:
            if not await deliveries.settle(session, delivery.id, fence, "failed", self._clock.now(), "no_handle"):
                raise FenceLost
            if parcel.card is not None:
                await self._replace(session, delivery.key, parcel.target, parcel.card, delivery.person)
            await self._finish(session)

    async def retry(self, delivery: Delivery, fence: str, state: str, code: str) -> timedelta | None:
        """Return the delay until the next try; after the last one the delivery has failed."""
        delay = retry_delay(delivery.key, delivery.attempts + 1)
        if delay is None:
            await self.fail(delivery, fence, code)
            return None
        return await self.later(delivery, fence, state, delay, code)

    async def later(self, delivery: Delivery, fence: str, state: str, delay: timedelta, code: str) -> timedelta | None:
        """Put it off by `delay`. None: another attempt has taken it over."""
        # Nothing arrived now, but what an earlier attempt left in doubt stays in doubt.
        state = "unknown" if delivery.in_doubt else state
        async with self._database.begin() as session:
            kept = await deliveries.postpone(session, delivery.id, fence, state, self._clock.now() + delay, code)
        log.info("delivery postponed", delivery=delivery.key, state=state, code=code, seconds=delay.total_seconds())
        return delay if kept else None

    async def fail(self, delivery: Delivery, fence: str, code: str) -> None:
        """It will not arrive: keep why, and end its job."""
        log.warning("delivery failed", delivery=delivery.key, code=code, attempts=delivery.attempts + 1)
        async with self._database.begin() as session:
            await deliveries.settle(session, delivery.id, fence, "failed", self._clock.now(), code[:255])
            await self._finish(session)
