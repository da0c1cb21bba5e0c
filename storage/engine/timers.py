"""Moments that something waits for, as rows: changing or cancelling one is plain SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import changed, insert_of
from storage.tables.messaging import timer

STEP = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer that came due: what kind of moment, about which record, with which arguments."""

    key: str
    kind: str
    subject: str
    args: dict[str, Any]
    due_at: datetime
    fired_at: datetime
    """When it fired, of this timer always later than before: of the same moment by a millisecond."""


class TimerTable:
    """Fits `crm.ports.trail.Timers`, within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def set(self, key: str, kind: str, subject: str, due_at: datetime, **args: Any) -> None:
        """Arm the timer; one of the same key is armed anew."""
        await set_timer(self._session, key, kind, subject, due_at, args)

    async def cancel(self, key: str) -> None:
        """Disarm the timer if it still waits."""
        await cancel_timer(self._session, key)


async def set_timer(
    session: AsyncSession, key: str, kind: str, subject: str, due_at: datetime, args: dict[str, Any]
) -> None:
    """Arm a timer for `due_at`; one of the same key, waiting, fired or cancelled, is armed anew."""
    row = {"key": key, "kind": kind, "subject": subject, "args": args, "due_at": due_at}
    await (await session.connection()).execute(_arm(session.get_bind().dialect.name), row)


@cache
def _arm(dialect: str) -> Any:
    """Return the statement that arms a timer: built once, for every customer has several."""
    fresh = {name: bindparam(name, type_=timer.c[name].type) for name in ("kind", "subject", "args", "due_at")}
    values = {**fresh, "state": "waiting"}
    statement = insert_of(dialect, timer).values(key=bindparam("key"), **values)
    return statement.on_conflict_do_update(index_elements=[timer.c.key], set_=values)


async def cancel_timer(session: AsyncSession, key: str) -> bool:
    """Disarm a timer; False when it does not wait any more."""
    statement = update(timer).where(timer.c.key == key, timer.c.state == "waiting").values(state="cancelled")
    return bool(await changed(session, statement))


async def claim_due(session: AsyncSession, now: datetime, limit: int = 500) -> list[Timer]:
    """Mark the waiting timers that are due as fired and return them, earliest first."""
    due = select(timer).where(timer.c.state == "waiting", timer.c.due_at <= now)
    due = due.order_by(timer.c.due_at, timer.c.key).limit(limit).with_for_update(skip_locked=True)
    rows = (await session.execute(due)).all()
    if not rows:
        return []
    found = [
        Timer(row.key, row.kind, row.subject, dict(row.args), row.due_at, _after(row.fired_at, now)) for row in rows
    ]
    fired = update(timer).where(timer.c.key == bindparam("wanted")).values(state="fired", fired_at=bindparam("at"))
    connection = await session.connection()
    await connection.execute(fired, [{"wanted": one.key, "at": one.fired_at} for one in found])
    return found


def _after(before: datetime | None, now: datetime) -> datetime:
    return now if before is None else max(now, before + STEP)


async def armed(session: AsyncSession, kind: str) -> dict[str, datetime]:
    """Return by subject when the timers of this kind fire or fired; cancelled ones are left out."""
    query = select(timer.c.subject, timer.c.due_at).where(timer.c.kind == kind, timer.c.state != "cancelled")
    return {row.subject: row.due_at for row in await session.execute(query)}


async def prune(session: AsyncSession, before: datetime) -> int:
    """Delete timers that fired or were to fire before that time and wait no more; return how many."""
    return await changed(session, delete(timer).where(timer.c.state != "waiting", timer.c.due_at < before))
