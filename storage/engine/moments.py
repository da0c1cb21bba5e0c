"""The scripted clock's time, kept so that a restart goes on where the script stood, and what waits for it."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import insert_of
from storage.tables.messaging import job, moment, timer

_NAME = "clock"


async def load(session: AsyncSession) -> datetime | None:
    """Return the stored time."""
    at: datetime | None = (
        await session.execute(select(moment.c.at).where(moment.c.name == _NAME))
    ).scalar_one_or_none()
    return at


def store(connection: Connection, at: datetime) -> None:
    """Replace the stored time."""
    connection.execute(_store(connection.dialect.name), {"name": _NAME, "at": at})


def waiting(connection: Connection) -> tuple[datetime | None, datetime | None]:
    """Return when the earliest job and the earliest timer that wait are due: one question instead of three.

    A job that is due by now has not ended yet.
    """
    row = connection.execute(_WAITING).one()
    return row.job, row.timer


@cache
def _store(dialect: str) -> Any:
    at = bindparam("at", type_=moment.c.at.type)
    statement = insert_of(dialect, moment).values(name=bindparam("name"), at=at)
    return statement.on_conflict_do_update(index_elements=[moment.c.name], set_={"at": at})


_WAITING = select(
    select(func.min(job.c.next_at)).where(job.c.state == "waiting").scalar_subquery().label("job"),
    select(func.min(timer.c.due_at)).where(timer.c.state == "waiting").scalar_subquery().label("timer"),
)
