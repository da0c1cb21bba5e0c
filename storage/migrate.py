"""Bring a database to the newest schema, from inside the process. Any number of replicas may do it at once.

A new revision after changing a table (SQLite is enough, the result serves both):
`python -m storage.migrate "what changed" && ruff check --fix -q storage/migrations; ruff format -q storage/migrations`.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.database import Database

LOCK = 7_265_117  # any number, the same for ever: PostgreSQL's advisory lock for migrations
VERSIONS = Path(__file__).parent / "migrations" / "versions"


async def upgrade(database: Database) -> None:
    """Apply every missing migration in one transaction, under a lock. Where none is missing, only look."""
    if await _is_newest(database):
        return
    from storage import revisions

    async with database.engine.begin() as connection:
        if database.dialect == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            if database.schema:
                await connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{database.schema}"'))
        await connection.run_sync(revisions.apply)


async def drop_schema(database: Database, schema: str) -> None:
    """Remove a PostgreSQL schema with everything in it; on SQLite there is none."""
    if database.dialect == "postgresql":
        async with database.engine.begin() as connection:
            await connection.execute(text(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE'))


async def write_revision(message: str) -> None:
    """Write a revision file holding what the tables in code have more than the migrations so far."""
    from storage import revisions

    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/revision.sqlite3")
        await upgrade(database)
        async with database.engine.connect() as connection:
            await connection.run_sync(revisions.write, message)
        await database.close()


@cache
def newest_revisions() -> frozenset[str]:
    """Return the revisions that no other one follows, read from the files' own lines. More than one is a mistake."""
    texts = [path.read_text(encoding="utf-8") for path in VERSIONS.glob("*.py")]
    there = {found for content in texts for found in re.findall(r'^revision = "(\w+)"', content, re.MULTILINE)}
    followed = {found for content in texts for found in re.findall(r'^down_revision = "(\w+)"', content, re.MULTILINE)}
    return frozenset(there - followed)


async def _is_newest(database: Database) -> bool:
    async with database.engine.connect() as connection:
        return await connection.run_sync(_applied) == newest_revisions()


def _applied(connection: Connection) -> frozenset[str]:
    if not inspect(connection).has_table("alembic_version"):
        return frozenset()
    return frozenset(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


if __name__ == "__main__":
    asyncio.run(write_revision(sys.argv[1]))
