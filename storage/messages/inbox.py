"""Raw events as they came in: stored once per platform and key, marked done once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, Update, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import changed
from storage.tables.messaging import IS_DONE, IS_NEW, inbox


@dataclass(frozen=True, slots=True)
class RawEvent:
    """One event at the door. `partition` is the conversation within which events are handled in order."""

    platform: str
    key: str
    partition: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class StoredEvent(RawEvent):
    """An event read back, with how often its handling has failed."""

    received_at: datetime
    attempts: int


async def load(session: AsyncSession, platform: str, key: str) -> StoredEvent | None:
    """Return the event if it still has to be handled."""
    query = _waiting().where(inbox.c.platform == platform, inbox.c.event_key == key)
    row = (await session.execute(query)).one_or_none()
    return _stored(row) if row else None


async def waiting_before(session: AsyncSession, event: StoredEvent) -> list[StoredEvent]:
    """Return the unhandled events of the same conversation that came before this one, oldest first."""
    query = _waiting().where(inbox.c.partition == event.partition, inbox.c.received_at < event.received_at)
    return [_stored(row) for row in await session.execute(query.order_by(inbox.c.received_at))]


async def mark_done(session: AsyncSession, event: RawEvent, now: datetime) -> bool:
    """Mark the event handled; False when somebody else already did."""
    return bool(await changed(session, _one(event).values(state="done", done_at=now)))


async def count_failure(session: AsyncSession, event: RawEvent) -> None:
    """Remember one more failed attempt."""
    await changed(session, _one(event).values(attempts=inbox.c.attempts + 1))


async def mark_failed(session: AsyncSession, event: RawEvent, error_id: str, now: datetime) -> bool:
    """Give the event up under this error id; False when somebody else already settled it."""
    return bool(await changed(session, _one(event).values(state="failed", error_id=error_id, done_at=now)))


async def prune(session: AsyncSession, before: datetime) -> int:
    """Delete events handled before that time and return how many. Keep them longer than any platform repeats."""
    return await changed(session, delete(inbox).where(IS_DONE, inbox.c.done_at < before))


def _waiting() -> Select[tuple[str, str, str, bytes, datetime, int]]:
    columns = inbox.c
    return select(
        columns.platform, columns.event_key, columns.partition, columns.raw, columns.received_at, columns.attempts
    ).where(IS_NEW)


def _one(event: RawEvent) -> Update:
    return update(inbox).where(
        inbox.c.platform == event.platform, inbox.c.event_key == event.key, inbox.c.state == "new"
    )


def _stored(row: Row[tuple[str, str, str, bytes, datetime, int]]) -> StoredEvent:
    return StoredEvent(row.platform, row.event_key, row.partition, row.raw, row.received_at, row.attempts)
