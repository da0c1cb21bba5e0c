"""The few statements whose spelling differs between the databases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Double, Executable, Table, bindparam, func, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession


def insert(session: AsyncSession, table: Table) -> Any:
    """Return an INSERT that knows ON CONFLICT."""
    return sqlite.insert(table) if _is_sqlite(session) else postgresql.insert(table)


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert the rows that are not there yet and return how many were new."""
    options = {"preserve_rowcount": True}
    if connection.dialect.name == "sqlite":
        return connection.execute(
            sqlite.insert(table).on_conflict_do_nothing(), rows, execution_options=options
        ).rowcount
    if len(rows) == 1:
        statement = postgresql.insert(table).on_conflict_do_nothing()
        return connection.execute(statement, rows[0], execution_options=options).rowcount
    # One statement with an array for each column: the server and the driver take a row at a time otherwise.
    names = list(rows[0])
    arrays = [func.unnest(bindparam(name, type_=postgresql.ARRAY(table.c[name].type))) for name in names]
    statement = postgresql.insert(table).from_select(names, select(*arrays)).on_conflict_do_nothing()
    columns = {name: [row[name] for row in rows] for name in names}
    return connection.execute(statement, columns, execution_options=options).rowcount


async def changed(session: AsyncSession, statement: Executable, rows: Sequence[Mapping[str, Any]] | None = None) -> int:
    """Run an INSERT (of `rows`, if given), UPDATE or DELETE and return how many rows it touched."""
    connection = await session.connection()
    result = await connection.execute(statement, rows, execution_options={"preserve_rowcount": True})
    return result.rowcount


def seconds_now(session: AsyncSession) -> ColumnElement[float]:
    """Return the database's own clock, in seconds since 1970: the one clock all processes share."""
    if _is_sqlite(session):
        return literal_column("((julianday('now') - 2440587.5) * 86400.0)", Double)
    return func.extract("epoch", func.clock_timestamp()).cast(Double)


def later_of(session: AsyncSession, one: Any, other: Any) -> ColumnElement[float]:
    """Return the greater of two values within a row."""
    return func.max(one, other) if _is_sqlite(session) else func.greatest(one, other)


def _is_sqlite(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "sqlite"
