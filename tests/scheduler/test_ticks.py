"""Ticks over replicas: each exactly once, also those missed while nothing ran."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import select

from scheduler.schedule import SHANGHAI, Schedule
from scheduler.ticks import Ticker, Ticks, every_seconds
from storage.database import Database
from storage.engine import ticks
from storage.tables.messaging import job, lease
from tests.clocks import RealClock
from tests.processes import lines_until_end, spawn
from tests.scheduler.engines import at_rest, running

REPLICA = Path(__file__).with_name("ticking_replica.py")


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_two_replicas_fire_every_second_once_even_when_one_is_killed(database: Database) -> None:
    async with database.begin() as session:
        await ticks.begin_at(session, "second", datetime.now(UTC) - timedelta(seconds=3))
    one, two = [await spawn(REPLICA, database, slot) for slot in ("one", "two")]
    for process in (one, two):
        await lines_with("up", process)
    waits = [asyncio.create_task(lines_with("tick", process)) for process in (one, two)]
    _, slower = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in slower:
        wait.cancel()
    await asyncio.gather(*waits, return_exceptions=True)
    one.kill()
    await one.communicate()
    await lines_with("tick", two, 6)
    assert two.stdin is not None
    two.stdin.write(b"enough\n")
    await lines_until_end(two)
    async with database.read() as session:
        fired = sorted(datetime.fromisoformat(at) for at in await session.scalars(select(lease.c.name)))
        last = (await ticks.cursors(session))["second"]
    assert fired[-1] == last
    assert len(fired) >= 6, "three from before the start, and those of the run"
    assert [later - earlier for earlier, later in pairwise(fired)] == [timedelta(seconds=1)] * (len(fired) - 1)


async def lines_with(word: str, process: asyncio.subprocess.Process, count: int = 1) -> None:
    """Read until a process has said the word so often."""
    assert process.stdout is not None
    async with asyncio.timeout(60):
        while count:
            line = await process.stdout.readline()
            assert line, "it ended"
            count -= line.decode().startswith(word)


async def test_missed_times_are_caught_up_at_the_start_and_chores_run_here(database: Database) -> None:
    seen: list[str] = []
    done = asyncio.Event()

    async def tick(name: str, at: str) -> None:
        seen.append(name)

    async def chore() -> None:
        done.set()

    hourly = Schedule("hourly", CronTrigger(minute=0, timezone=SHANGHAI), "all")
    latest = Schedule("latest", CronTrigger(minute=0, timezone=SHANGHAI), "latest")
    async with running(database, RealClock(), {"tick": tick}) as engine:
        async with database.begin() as session:
            for schedule in (hourly, latest):
                await ticks.begin_at(session, schedule.name, datetime.now(UTC) - timedelta(hours=5))
        ticker = Ticker(Ticks(database, engine), RealClock(), [hourly, latest], [("chore", every_seconds(1), chore)])
        await ticker.start()
        await at_rest(engine)
        async with asyncio.timeout(5):
            await done.wait()
        await ticker.stop()
    assert seen.count("hourly") in (5, 6)
    assert seen.count("latest") == 1
    async with database.read() as session:
        keys = (await session.scalars(select(job.c.key))).all()
    assert all(key.startswith("tick:") and key.endswith("+00:00") for key in keys)
