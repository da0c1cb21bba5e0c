"""One attempt of one delivery: claim, reconcile, wait for the gate, check the fence, post, keep the receipt.

States: new → sending → sent | failed; sending → new when surely nothing arrived; sending → unknown when it cannot be
told. `sending` is written right before the call, so a delivery found `sending` was cut off by a crash within it. Both
it and `unknown` are looked up before they are sent again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from secrets import token_hex
from typing import Any

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import NoResultFound
from sqlalchemy.ext.asyncio import AsyncSession

from bot.endings import Endings, FenceLost
from bot.errors import AuthExpired, NoHandle, RateLimited, Rejected, Unknown, Unreachable
from bot.parcels import build, plain
from bot.surface import Parcel, Receipt, Surface
from handlers.ports import Clock
from storage.database import Database
from storage.messages import card_places, deliveries
from storage.messages.card_places import Place
from storage.messages.deliveries import Delivery
from storage.shared.gate import RateGate

LONGEST_WAIT = 20.0  # seconds a job may wait for its slot; a longer wait is a new job
LOOK_AGAIN = timedelta(minutes=1)
GIVE_UP = 40

log = structlog.get_logger(__name__)


class GateShut(Exception):
    """The next slot is too far away to wait for it here."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.1f} s")
        self.seconds = seconds


class Posting:
    """Does attempts. Built by the outbox."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        gate: RateGate,
        surfaces: Mapping[str, Surface],
        secret: bytes,
        endings: Endings,
    ) -> None:
        self._database = database
        self._clock = clock
        self._gate = gate
        self._surfaces = surfaces
        self._secret = secret
        self._end = endings

    async def attempt(self, delivery_id: str) -> timedelta | None:
        """Try once; return the delay until the next try, None when there is nothing left to do."""
        fence = token_hex(16)
        delivery = await self._database.run(lambda connection: deliveries.claim(connection, delivery_id, fence))
        if delivery is None:
            return None
        try:
            if delivery.attempts >= GIVE_UP:
                raise Rejected("gave_up")
            await self._send(delivery, fence)
        except FenceLost:
            log.warning("delivery taken over", delivery=delivery.key)
            return LOOK_AGAIN
        except GateShut as shut:
            return await self._end.later(delivery, fence, "new", timedelta(seconds=shut.seconds), "gate")
        except RateLimited as limit:
            return await self._end.later(delivery, fence, "new", timedelta(seconds=limit.retry_after), limit.code)
        except (Unreachable, AuthExpired) as error:
            return await self._end.retry(delivery, fence, "new", error.code)
        except Unknown as error:
            return await self._end.retry(delivery, fence, "unknown", error.code)
        except Rejected as refusal:
            await self._end.fail(delivery, fence, refusal.code)
        return None

    async def _send(self, delivery: Delivery, fence: str) -> None:
        surface = self._surfaces.get(delivery.platform)
        if surface is None:
            raise Rejected("no_surface")
        parcel = plain(delivery, self._secret)
        if parcel is not None and delivery.kind != "update":
            await self._end.done(delivery, fence, parcel, await self._post_parts(surface, delivery, fence, parcel))
            return
        async with self._database.read() as session:
            place = await self._place(session, delivery)
            if delivery.kind == "update" and place is None and await self._coming(session, delivery):
                raise Unreachable("card_not_there_yet")
            parcel = await self._build(session, delivery, place)
            spent = place is not None and not await self._usable(session, delivery)
        if delivery.kind == "update" and place is not None and place.rev >= _rev(parcel):
            await self._end.done(delivery, fence, parcel, [])
            return
        try:
            if delivery.kind == "update" and (place is None or spent):
                raise NoHandle("spent")
            receipts = await self._post_parts(surface, delivery, fence, parcel)
        except NoHandle:
            await self._end.replaced(delivery, fence, parcel)
        else:
            await self._end.done(delivery, fence, parcel, receipts)

    async def _build(self, session: AsyncSession, delivery: Delivery, place: Place | None) -> Parcel:
        try:
            return await build(session, delivery, place, self._secret)
        except (KeyError, TypeError, ValueError, NoResultFound) as error:
            raise Rejected("unreadable", type(error).__name__) from error

    async def _post_parts(self, surface: Surface, delivery: Delivery, fence: str, parcel: Parcel) -> list[Receipt]:
        receipts = [Receipt(**kept) for kept in delivery.receipts]
        parts = surface.parts(parcel)
        for index in range(len(receipts), len(parts)):
            found = None
            if delivery.in_doubt and index == len(delivery.receipts):
                found = await surface.find_sent(parcel, parts[index], index)
            if found is None:
                await self._pass_gate(surface, delivery, fence, parcel)
                found = await self._post(surface, parcel, parts[index], index)
            receipts.append(found)
            if index + 1 < len(parts):
                async with self._database.begin() as session:
                    kept = [asdict(receipt) for receipt in receipts]
                    if not await deliveries.keep_receipts(session, delivery.id, fence, kept):
                        raise FenceLost
        return receipts

    async def _post(self, surface: Surface, parcel: Parcel, part: Any, index: int) -> Receipt:
        try:
            return await surface.post(parcel, part, index)
        except RateLimited as limit:
            await self._gate.push(surface.gate_key(parcel)[0], limit.retry_after)
            raise

    async def _pass_gate(self, surface: Surface, delivery: Delivery, fence: str, parcel: Parcel) -> None:
        """Wait for a slot, then check the fence; where the slot is free, both in one transaction."""
        key, interval = surface.gate_key(parcel)

        def enter(connection: Connection) -> float:
            wait = self._gate.take(connection, key, interval)
            if wait <= 0:
                self._start_sending(connection, delivery, fence)
            return wait

        wait = await self._database.run(enter)
        if wait > LONGEST_WAIT:
            raise GateShut(wait)
        if wait > 0:
            await asyncio.sleep(wait)
            await self._database.run(lambda connection: self._start_sending(connection, delivery, fence))

    def _start_sending(self, connection: Connection, delivery: Delivery, fence: str) -> None:
        if not deliveries.start_sending(connection, delivery.id, fence):
            raise FenceLost

    async def _place(self, session: AsyncSession, delivery: Delivery) -> Place | None:
        if delivery.card_id is None:
            return None
        return await card_places.find(session, delivery.card_id, delivery.platform, delivery.target_id)

    async def _coming(self, session: AsyncSession, delivery: Delivery) -> bool:
        assert delivery.card_id is not None
        return await deliveries.still_coming(session, delivery.card_id, delivery.platform, delivery.target_id)

    async def _usable(self, session: AsyncSession, delivery: Delivery) -> bool:
        assert delivery.card_id is not None
        now = self._clock.now()
        return await card_places.usable(session, delivery.card_id, delivery.platform, delivery.target_id, now)


def _rev(parcel: Parcel) -> int:
    return parcel.card.rev if parcel.card else 0
