"""How far each schedule has come."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import insert, insert_of
from storage.tables.messaging import tick_cursor


async def cursors(session: AsyncSession) -> dict[str, datetime]:
    """Return the last tick of every schedule that ever ticked."""
    rows = await session.execute(select(tick_cursor.c.name, tick_cursor.c.last))
    return {row.name: row.last for row in rows}


async def begin_at(session: AsyncSession, name: str, moment: datetime) -> None:
    """Start a schedule that never ticked at this moment; one that did keeps its place."""
    statement = insert(session, tick_cursor).values(name=name, last=moment)
    await session.execute(statement.on_conflict_do_nothing())


def advance(connection: Connection, name: str, moment: datetime) -> None:
    """Move the cursor to this tick; it never moves back."""
    connection.execute(_advance(connection.dialect.name), {"name": name, "last": moment})


@cache
def _advance(dialect: str) -> Any:
    last = bindparam("last", type_=tick_cursor.c.last.type)
    statement = insert_of(dialect, tick_cursor).values(name=bindparam("name"), last=last)
    return statement.on_conflict_do_update(
        index_elements=[tick_cursor.c.name], set_={"last": last}, where=tick_cursor.c.last < last
    )
