"""A replica that died is replaced: its jobs are done by another, once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from scheduler.replicas import Heartbeat
from storage.database import Database
from storage.tables.messaging import lease
from tests.clocks import RealClock
from tests.processes import spawn
from tests.scheduler.engines import at_rest, running

DOOMED = Path(__file__).with_name("doomed_replica.py")


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_the_jobs_of_a_killed_replica_are_taken_over(database: Database) -> None:
    doomed = await spawn(DOOMED, database)
    assert doomed.stdout is not None
    started = {await doomed.stdout.readline() for _ in range(5)}
    assert len(started) == 5
    doomed.kill()
    await doomed.communicate()

    async with running(database, RealClock(), {}) as engine:

        async def work(name: str) -> None:
            async with engine.transaction() as session:
                await session.execute(lease.insert().values(name=name, owner="survivor", until=0.0))

        engine.register("work", work)
        patient = Heartbeat(database, engine, "worker-1", dead_seconds=60)
        assert await patient.beat() == 0, "silence of a moment is not death"
        assert await engine.unsettled() == 5
        async with asyncio.timeout(10):
            while await Heartbeat(database, engine, "worker-1", dead_seconds=0.5).beat() < 5:
                await engine.job_ended(0.1)
        await at_rest(engine)
    async with database.read() as session:
        owners = (await session.scalars(select(lease.c.owner))).all()
    assert owners == ["survivor"] * 5


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_a_sqlite_file_has_one_process_and_needs_no_heartbeat(database: Database) -> None:
    async with running(database, RealClock(), {}) as engine, asyncio.timeout(1):
        await Heartbeat(database, engine, "worker-1").run()
