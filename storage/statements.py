"""The few statements whose spelling differs between the databases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    Double,
    Executable,
    Table,
    func,
    literal_column,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

_ToDriver = Callable[[Any], Any]


def insert(session: AsyncSession, table: Table) -> Any:
    """Return an INSERT that knows ON CONFLICT."""
    return insert_of(session.get_bind().dialect.name, table)


def insert_of(dialect: str, table: Table) -> Any:
    """Return an INSERT that knows ON CONFLICT, for a database."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert the rows, alike in their columns, that are not there yet and return how many were new.

    Columns left out get the database's default. Built once for each table.
    """
    if not rows:
        return 0
    statement, columns = _insert_new(connection.dialect, table, tuple(rows[0]))
    values = [[to_driver(row[name]) for row in rows] for name, to_driver in columns]
    parameters = list(zip(*values, strict=True))
    return connection.exec_driver_sql(statement, parameters, {"preserve_rowcount": True}).rowcount


@lru_cache(maxsize=64)
def _insert_new(dialect: Dialect, table: Table, names: tuple[str, ...]) -> tuple[str, list[tuple[str, _ToDriver]]]:
    types = [table.c[name].type.dialect_impl(dialect) for name in names]
    columns: list[tuple[str, _ToDriver]] = [
        (name, kind.bind_processor(dialect) or _as_is) for name, kind in zip(names, types, strict=True)
    ]
    quote, mark = dialect.identifier_preparer.quote, "?" if dialect.name == "sqlite" else "%s"
    into = f"INSERT INTO {quote(table.name)} ({', '.join(map(quote, names))})"
    return f"{into} VALUES ({', '.join(mark for _ in names)}) ON CONFLICT DO NOTHING", columns


def _as_is(value: Any) -> Any:
    return value


async def changed(session: AsyncSession, statement: Executable, rows: Sequence[Mapping[str, Any]] | None = None) -> int:
    """Run an INSERT (of `rows`, if given), UPDATE or DELETE and return how many rows it touched."""
    connection = await session.connection()
    result = await connection.execute(statement, rows, execution_options={"preserve_rowcount": True})
    return result.rowcount


def seconds_now(session: AsyncSession) -> ColumnElement[float]:
    """Return the database's own clock, in seconds since 1970: the one clock all processes share."""
    return seconds_of(session.get_bind().dialect.name)


def seconds_of(dialect: str) -> ColumnElement[float]:
    """Return the clock of a database."""
    if dialect == "sqlite":
        return literal_column("((julianday('now') - 2440587.5) * 86400.0)", Double)
    return func.extract("epoch", func.clock_timestamp()).cast(Double)


def later_of(session: AsyncSession, one: Any, other: Any) -> ColumnElement[float]:
    """Return the greater of two values within a row."""
    return later(session.get_bind().dialect.name, one, other)


def later(dialect: str, one: Any, other: Any) -> ColumnElement[float]:
    """Return the greater of two values within a row, for a database."""
    return func.max(one, other) if dialect == "sqlite" else func.greatest(one, other)
