"""Both databases behave the same behind `begin` and `read`, and are migrated alike."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from pathlib import Path
from secrets import token_hex

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import func, select, text

from storage import revisions
from storage.database import Database
from storage.engine import ticks
from storage.migrate import VERSIONS, newest_revisions, upgrade
from storage.statements import changed, insert
from storage.tables.messaging import lease, replica
from tests.clocks import SetClock


def _beside(database: Database) -> Database:
    return Database(database.url.render_as_string(hide_password=False), schema=f"t_{token_hex(6)}")


async def test_three_replicas_may_upgrade_at_once_and_the_tables_match_the_code(database: Database) -> None:
    folder = Path(database.url.database or "").parent
    fresh = Database(f"sqlite:///{folder}/fresh.sqlite3") if database.dialect == "sqlite" else _beside(database)
    await asyncio.gather(*(upgrade(fresh) for _ in range(3)))
    async with fresh.engine.connect() as connection:
        await connection.run_sync(revisions.compare)
    await fresh.close()


def test_the_newest_revision_is_read_as_alembic_reads_it() -> None:
    heads = ScriptDirectory(os.fspath(VERSIONS.parent)).get_heads()
    assert newest_revisions() == set(heads)
    assert len(heads) == 1


async def test_begin_commits_at_the_end_and_rolls_back_on_an_error(database: Database) -> None:
    async with database.begin() as session:
        await changed(session, insert(session, replica).values(slot="kept", beat=1.0))
    with pytest.raises(RuntimeError):
        async with database.begin() as session:
            await changed(session, insert(session, replica).values(slot="lost", beat=1.0))
            raise RuntimeError
    async with database.read() as session:
        assert (await session.scalars(select(replica.c.slot))).all() == ["kept"]


async def test_many_read_then_write_transactions_all_succeed(database: Database) -> None:
    async with database.begin() as session:
        await changed(session, insert(session, lease).values(name="counter", owner="", until=0.0))

    async def count() -> None:
        for _ in range(10):
            async with database.begin() as session:
                row = select(lease.c.until).with_for_update()
                value = (await session.execute(row)).scalar_one()
                await changed(session, lease.update().values(until=value + 1))

    await asyncio.gather(*(count() for _ in range(8)))
    async with database.read() as session:
        assert (await session.execute(select(lease.c.until))).scalar_one() == 80


async def test_sqlite_is_durable_and_reads_do_not_wait_for_a_writer(database: Database) -> None:
    if database.dialect == "sqlite":
        async with database.read() as session:
            assert (await session.execute(text("PRAGMA journal_mode"))).scalar_one() == "wal"
            assert (await session.execute(text("PRAGMA synchronous"))).scalar_one() == 2
    async with database.begin() as writer:
        await changed(writer, insert(writer, replica).values(slot="a", beat=1.0))
        async with asyncio.timeout(2), database.read() as reader:
            assert (await reader.execute(select(func.count()).select_from(replica))).scalar_one() == 0


async def test_the_cursor_of_a_schedule_never_moves_back(database: Database, clock: SetClock) -> None:
    early = clock.now()
    clock.move(timedelta(hours=1))
    async with database.begin() as session:
        await (await session.connection()).run_sync(ticks.advance, "digest", clock.now())
        await (await session.connection()).run_sync(ticks.advance, "digest", early)
        await ticks.begin_at(session, "digest", early)
        assert await ticks.cursors(session) == {"digest": clock.now()}
