"""A copied database holds what the first one held, to the null, and its waiting work starts anew."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import insert, select

from crm.people import User
from storage.database import Database
from storage.mapping import map_records
from storage.moving import NotEmpty, move
from storage.tables.audit import audit_pending
from storage.tables.messaging import job
from storage.tables.people import user
from storage.tables.trail import audit
from tests.clocks import SetClock
from tests.databases import new_database

Pair = tuple[Database, Database]


@pytest_asyncio.fixture
async def pair(tmp_path: Path, postgresql_url: str) -> AsyncIterator[Pair]:
    """A SQLite database and an empty one on PostgreSQL."""
    map_records()
    both = (
        await new_database("sqlite", str(tmp_path), ""),
        await new_database("postgresql", str(tmp_path), postgresql_url),
    )
    yield both
    for database in both:
        await database.close()


async def _fill(database: Database, clock: SetClock) -> None:
    now = clock.now()
    async with database.begin() as session:
        session.add(User("zhangwei", "张伟", "sales", "east"))
        waiting = {"kind": "deliver", "partition": "p", "next_at": now, "created_at": now}
        await session.execute(insert(job).values(key="sent", args=["卡片", {"n": 1.5}], queued=True, **waiting))
        over = {**waiting, "state": "done", "done_at": now + timedelta(seconds=1)}
        await session.execute(insert(job).values(key="over", args=[], queued=True, **over))


async def _rows(database: Database, what: Any) -> list[Any]:
    async with database.read() as session:
        return [tuple(row) for row in await session.execute(what)]


async def test_rows_go_over_as_they_are(pair: Pair, clock: SetClock) -> None:
    old, new = pair
    await _fill(old, clock)
    told: list[tuple[str, int]] = []
    counts = move(old, new, lambda table, rows: told.append((table, rows)))
    assert counts["user_account"] == 1
    assert dict(told)["job"] == counts["job"] == 2
    same = select(job.c.key, job.c.args, job.c.next_at, job.c.state, job.c.done_at).order_by(job.c.key)
    assert await _rows(new, same) == await _rows(old, same)
    for table in (user, audit, audit_pending):
        everything = select(table).order_by(*table.primary_key)
        assert await _rows(new, everything) == await _rows(old, everything)
    assert await _rows(new, select(job.c.key).where(~job.c.queued)) == [("sent",)]


async def test_numbers_go_on_after_the_highest(pair: Pair, clock: SetClock) -> None:
    old, new = pair
    await _fill(old, clock)
    move(old, new, lambda table, rows: None)
    async with new.begin() as session:
        session.add(User("lina", "李娜", "sales", "east"))
    numbers = [row[0] for row in await _rows(new, select(audit.c.id).order_by(audit.c.id))]
    assert numbers == sorted(set(numbers)) and len(numbers) > 1


async def test_nothing_goes_into_a_database_in_use(pair: Pair, clock: SetClock) -> None:
    old, new = pair
    await _fill(old, clock)
    async with new.begin() as session:
        session.add(User("lina", "李娜", "sales", "east"))
    with pytest.raises(NotEmpty):
        move(old, new, lambda table, rows: None)
    assert await _rows(new, select(job.c.key)) == []


async def test_an_end_before_the_end_leaves_nothing(pair: Pair, clock: SetClock) -> None:
    old, new = pair
    await _fill(old, clock)

    def stop(table: str, rows: int) -> None:
        if table == "job":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move(old, new, stop)
    assert await _rows(new, select(user.c.id)) == []
