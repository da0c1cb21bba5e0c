"""Everything of one database carried into another, empty one: from the SQLite file of one machine to PostgreSQL.

Both are held in one transaction each, so that nothing is written meanwhile and an end before the end leaves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    exists,
    func,
    insert,
    select,
    text,
    type_coerce,
    update,
)

from storage.database import Database
from storage.tables import load_all
from storage.tables.audit import audit_pending
from storage.tables.messaging import job, lease, replica
from storage.tables.metadata import metadata

FIRST = ("user_account", "audit")
"""Read or written by the triggers of other tables."""
BATCH = 1000
Tell = Callable[[str, int], None]
"""Is told the table and how many of its rows have gone over since it was told last."""


class NotEmpty(Exception):
    """The target has records of its own; nothing was changed. `table` is one that has."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


def tables() -> list[Table]:
    """Return every table that moves, in the order of moving; who lives and who leads is of one machine only."""
    load_all()
    moving = [table for table in metadata.sorted_tables if table.name not in {lease.name, replica.name}]
    return sorted(moving, key=lambda table: FIRST.index(table.name) if table.name in FIRST else len(FIRST))


def count_rows(database: Database) -> dict[str, int]:
    """Return how many rows each table has."""
    engine = database.sync_engine(1)
    try:
        with engine.connect() as connection:
            return {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables()}
    finally:
        engine.dispose()


def move(source: Database, target: Database, tell: Tell) -> dict[str, int]:
    """Copy every row and return how many each table has. Both databases are at the newest revision.

    Work that waits is given to the new engine when it starts. Raises NotEmpty.
    """
    reading, writing = source.sync_engine(1), target.sync_engine(1)
    try:
        with reading.connect() as old, writing.begin() as new:
            old.exec_driver_sql("BEGIN IMMEDIATE")
            for table in tables():
                if new.execute(select(exists(select(table)))).scalar_one():
                    raise NotEmpty(table.name)
            counts = {table.name: _copy(old, new, table, tell) for table in tables()}
            new.execute(update(job).where(job.c.state == "waiting").values(queued=False))
            return counts
    finally:
        reading.dispose()
        writing.dispose()


def _copy(old: Connection, new: Connection, table: Table, tell: Tell) -> int:
    if table is audit_pending:
        # The rows of the log, which went over before, were all noted as waiting for their seal.
        new.execute(delete(audit_pending))
    into, count = _into(table), 0
    for rows in _batches(old, table):
        new.execute(into, rows)
        count += len(rows)
        tell(table.name, len(rows))
    _count_on(new, table)
    return count


def _batches(old: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    # JSON goes over as it is written: read and written anew, SQL's NULL and JSON's null would become one.
    columns = [(type_coerce(c, Text) if isinstance(c.type, JSON) else c).label(c.key) for c in table.columns]
    found = old.execution_options(yield_per=BATCH).execute(select(*columns))
    for part in found.mappings().partitions():
        yield [dict(row) for row in part]


def _into(table: Table) -> Any:
    json = {c.key: cast(bindparam(c.key, type_=Text), c.type) for c in table.columns if isinstance(c.type, JSON)}
    plain = {c.key: bindparam(c.key, type_=c.type) for c in table.columns if c.key not in json}
    return insert(table).values({**plain, **json})


def _count_on(new: Connection, table: Table) -> None:
    """Let the numbers that the database gives go on after the highest (PostgreSQL)."""
    column = table.autoincrement_column
    if column is None or new.dialect.name != "postgresql":
        return
    highest = new.execute(select(func.max(column))).scalar_one()
    if highest is not None:
        sequence = text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)")
        new.execute(sequence, {"table": table.name, "column": column.name, "highest": highest})
