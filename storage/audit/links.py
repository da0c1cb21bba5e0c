"""The links of the audit chain with their rows, as the driver gives them: reading a million must be quick."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from storage.audit.chain import row_columns
from storage.database import Database
from storage.tables.audit import audit_link

STEP = 10_000
Progress = Callable[[int], None]
Linked = Sequence[Any]
"""position, hash, then the row's columns as `row_columns` has them; all None when the row is gone."""


def chain_length(database: Database) -> int:
    """Return about how many links there are to read."""
    engine = database.sync_engine(1)
    try:
        with engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(audit_link)).scalar_one()
    finally:
        engine.dispose()


def links_after(connection: Connection, after: int, progress: Progress) -> Iterator[Linked]:
    """Yield the links behind a position in chain order, telling how many are done."""
    dialect = connection.dialect.name
    raw: Any = connection.connection.driver_connection
    place = "?" if dialect == "sqlite" else "%s"
    # Columns and dialect are ours; nothing of the data is in this text.
    query = (
        f"SELECT l.position, l.hash, {row_columns(dialect)} FROM audit_link l "  # noqa: S608
        f"LEFT JOIN audit a ON a.id = l.audit_id WHERE l.position > {place} ORDER BY l.position"
    )
    read = _from_sqlite if dialect == "sqlite" else _from_postgresql
    done = 0
    for batch in read(raw, query, after):
        done += len(batch)
        yield from batch
        progress(done)


def _from_sqlite(raw: Any, query: str, after: int) -> Iterator[list[Linked]]:
    # A byte that is no UTF-8 must be found, not stop the search; decoding leniently is slow, so only then.
    for decode in (str, _lenient):
        raw.text_factory = decode
        cursor = raw.execute(query, (after,))
        try:
            while batch := cursor.fetchmany(STEP):
                yield batch
                after = batch[-1][0]
        except sqlite3.OperationalError:
            continue
        return


def _from_postgresql(raw: Any, query: str, after: int) -> Iterator[list[Linked]]:
    with raw.cursor(name="verify", binary=True) as cursor:
        cursor.execute(query, (after,))
        while batch := cursor.fetchmany(STEP):
            yield batch


def _lenient(value: bytes) -> str:
    return value.decode("utf-8", "replace")
