"""What goes out, as rows: each delivery's state, what was really sent, and where cards stand now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import changed, insert_new
from storage.tables.messaging import delivery

OPEN = ("new", "sending", "unknown")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery. `in_doubt` means that an earlier attempt may have arrived: reconcile before sending."""

    id: str
    key: str
    kind: str
    platform: str
    target_kind: str
    target_id: str
    person: str | None
    card_id: str | None
    card_rev: int | None
    payload: dict[str, Any]
    state: str
    attempts: int
    receipts: list[dict[str, Any]]
    created_at: datetime

    @property
    def lane(self) -> str:
        """The partition of its job: what goes to one chat stays in order."""
        return lane(self.platform, self.target_id)

    @property
    def in_doubt(self) -> bool:
        return self.state in ("sending", "unknown")


def lane(platform: str, target_id: str) -> str:
    """Return the partition in which everything for one chat is sent, one after another."""
    return f"out:{platform}:{target_id}"


async def add(session: AsyncSession, row: Mapping[str, Any], now: datetime) -> bool:
    """Insert a delivery; False when one of this key is there already."""
    values = {**row, "receipts": [], "created_at": now, "next_at": now}
    return bool(await (await session.connection()).run_sync(insert_new, delivery, [values]))


def claim(connection: Connection, delivery_id: str, fence: str) -> Delivery | None:
    """Take the delivery for one attempt under a new fence; return it as it was before, None when it is settled."""
    row = connection.execute(_CLAIM, {"wanted": delivery_id}).one_or_none()
    if row is None:
        return None
    connection.execute(_COUNT, {"wanted": delivery_id, "fence": fence})
    return Delivery(**row._mapping)


def start_sending(connection: Connection, delivery_id: str, fence: str) -> bool:
    """Check the fence right before the call and note that it begins; False when another attempt has taken over."""
    return bool(connection.execute(_START, {"wanted": delivery_id, "held": fence}).rowcount)


def sent(
    connection: Connection, delivery_id: str, fence: str, receipts: Sequence[Mapping[str, Any]], now: datetime
) -> bool:
    """End the delivery as `sent` with what the platform answered; False when another attempt has taken over."""
    found = {"wanted": delivery_id, "held": fence, "kept": list(receipts), "at": now}
    return bool(connection.execute(_SENT, found).rowcount)


async def keep_receipts(
    session: AsyncSession, delivery_id: str, fence: str, receipts: Sequence[Mapping[str, Any]]
) -> bool:
    """Store what was sent so far; no call is under way. False when another attempt has taken over."""
    values = {"receipts": list(receipts), "state": "new"}
    return bool(await changed(session, update(delivery).where(_mine(delivery_id, fence)).values(**values)))


async def settle(
    session: AsyncSession, delivery_id: str, fence: str, state: str, now: datetime, error: str | None = None
) -> bool:
    """End the delivery as `sent` or `failed`; False when another attempt has taken over."""
    values = {"state": state, "error": error, "sent_at": now if state == "sent" else None}
    return bool(await changed(session, update(delivery).where(_mine(delivery_id, fence)).values(**values)))


async def postpone(
    session: AsyncSession, delivery_id: str, fence: str, state: str, next_at: datetime, error: str
) -> bool:
    """Leave the delivery for a later attempt, as `new` (nothing arrived) or `unknown`."""
    statement = update(delivery).where(_mine(delivery_id, fence))
    return bool(await changed(session, statement.values(state=state, next_at=next_at, error=error[:255])))


async def stranded(session: AsyncSession, before: datetime, limit: int = 200) -> list[Delivery]:
    """Return open deliveries that should have been tried before that time."""
    query = select(*_COLUMNS).where(delivery.c.state.in_(OPEN), delivery.c.next_at < before)
    rows = await session.execute(query.order_by(delivery.c.next_at).limit(limit))
    return [Delivery(**row._mapping) for row in rows]


async def places_of(session: AsyncSession, card_id: str) -> list[tuple[str, str, str, str | None]]:
    """Return platform, target kind, target id and person of everywhere this card was or will be sent."""
    columns = delivery.c
    query = select(columns.platform, columns.target_kind, columns.target_id, func.max(columns.person))
    query = query.where(columns.card_id == card_id, columns.kind == "card", columns.state != "failed")
    rows = await session.execute(query.group_by(columns.platform, columns.target_kind, columns.target_id))
    return [(row[0], row[1], row[2], row[3]) for row in rows]


async def still_coming(session: AsyncSession, card_id: str, platform: str, target_id: str) -> bool:
    """Return whether the card itself has not reached this place yet."""
    columns = delivery.c
    query = select(columns.id).where(
        columns.card_id == card_id,
        columns.platform == platform,
        columns.target_id == target_id,
        columns.kind == "card",
        columns.state.in_(OPEN),
    )
    return (await session.execute(query.limit(1))).scalar_one_or_none() is not None


async def mark_tapped(session: AsyncSession, card_id: str, platform: str, person: str, now: datetime) -> None:
    """Remember when this person first pressed something on the card."""
    columns = delivery.c
    mine = (columns.card_id == card_id, columns.platform == platform, columns.person == person)
    await session.execute(update(delivery).where(*mine, columns.tapped_at.is_(None)).values(tapped_at=now))


def _mine(delivery_id: str, fence: str) -> Any:
    return and_(delivery.c.id == delivery_id, delivery.c.fence == fence, delivery.c.state.in_(OPEN))


_COLUMNS = [delivery.c[name] for name in Delivery.__slots__]
# Every delivery takes these, so they are built once.
_HELD = and_(delivery.c.id == bindparam("wanted"), delivery.c.fence == bindparam("held"), delivery.c.state.in_(OPEN))
_COUNTED = {"preserve_rowcount": True}
_CLAIM = select(*_COLUMNS).where(delivery.c.id == bindparam("wanted"), delivery.c.state.in_(OPEN)).with_for_update()
_COUNT = (
    update(delivery)
    .where(delivery.c.id == bindparam("wanted"))
    .values(attempts=delivery.c.attempts + 1, fence=bindparam("fence"))
)
_START = update(delivery).where(_HELD).values(state="sending").execution_options(**_COUNTED)
_SENT = (
    update(delivery)
    .where(_HELD)
    .values(state="sent", receipts=bindparam("kept"), sent_at=bindparam("at"), error=None)
    .execution_options(**_COUNTED)
)
