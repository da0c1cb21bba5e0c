"""Which processes are alive, by their own word, on the database's clock."""

from __future__ import annotations

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import insert, seconds_now
from storage.tables.messaging import replica

_LOCK = 7_265_118  # any number, the same for ever: held by the replica that looks after the dead


async def beat(session: AsyncSession, slot: str) -> None:
    """Say that this slot is alive."""
    now = seconds_now(session)
    statement = insert(session, replica).values(slot=slot, beat=now)
    await session.execute(statement.on_conflict_do_update(index_elements=[replica.c.slot], set_={"beat": now}))


async def alive(session: AsyncSession, within: float) -> set[str]:
    """Return the slots that have spoken within so many seconds."""
    query = select(replica.c.slot).where(replica.c.beat > seconds_now(session) - within)
    return set((await session.scalars(query)).all())


async def forget(session: AsyncSession, older_than: float) -> None:
    """Delete slots that have been silent for so many seconds."""
    await session.execute(delete(replica).where(replica.c.beat < seconds_now(session) - older_than))


async def try_lead(session: AsyncSession) -> bool:
    """Return whether this transaction may look after the dead; at most one at a time may (PostgreSQL)."""
    return bool((await session.execute(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": _LOCK})).scalar_one())
