"""The scripted clock's time, kept so that a restart goes on where the script stood."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import insert
from storage.tables.messaging import moment

_NAME = "clock"


async def load(session: AsyncSession) -> datetime | None:
    """Return the stored time."""
    at: datetime | None = (
        await session.execute(select(moment.c.at).where(moment.c.name == _NAME))
    ).scalar_one_or_none()
    return at


async def store(session: AsyncSession, at: datetime) -> None:
    """Replace the stored time."""
    statement = insert(session, moment).values(name=_NAME, at=at)
    await session.execute(statement.on_conflict_do_update(index_elements=[moment.c.name], set_={"at": at}))
