"""The engine: once per key, in order per partition, nothing lost by an error."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from scheduler.dbos_engine import DbosEngine
from storage.database import Database
from storage.engine import jobs, moments
from storage.engine.jobs import Order
from storage.statements import changed, insert
from storage.tables.messaging import job, replica
from tests.clocks import SetClock
from tests.scheduler.engines import at_rest, running


async def test_a_key_runs_once_and_a_rolled_back_order_never(database: Database, clock: SetClock) -> None:
    seen: list[int] = []

    async def note(number: int) -> None:
        seen.append(number)

    async with running(database, clock, {"note": note}) as engine:
        for _ in range(2):
            async with database.begin() as session:
                await engine.enqueue(session, "note", "one", (1,))
        with pytest.raises(RuntimeError):
            async with database.begin() as session:
                await engine.enqueue(session, "note", "two", (2,))
                raise RuntimeError
        assert await engine.unsettled() == 1
        await at_rest(engine)
    assert seen == [1]


async def test_a_partition_is_served_in_order_and_one_by_one(database: Database, clock: SetClock) -> None:
    seen: list[tuple[str, int]] = []
    inside: set[str] = set()

    async def note(lane: str, number: int) -> None:
        assert lane not in inside
        inside.add(lane)
        await asyncio.sleep(0.001)
        seen.append((lane, number))
        inside.discard(lane)

    async with running(database, clock, {"note": note}) as engine:
        orders = [Order("note", f"{lane}{n}", (lane, n), lane) for n in range(4) for lane in "abc"]
        packed = engine.packed(orders)
        assert len(packed) == 1

        def order(connection: Connection) -> None:
            jobs.put(connection, packed, clock.now(), queued=False)
            engine.release(connection, [packed[0].key])

        async with database.begin() as session:
            await (await session.connection()).run_sync(order)
        await at_rest(engine)
    for lane in "abc":
        assert [number for where, number in seen if where == lane] == [0, 1, 2, 3]


async def test_a_failing_job_is_retried_and_its_effects_are_committed_once(database: Database, clock: SetClock) -> None:
    tries: list[str] = []

    async with running(database, clock, {"work": lambda slot: work(slot)}) as engine:

        async def work(slot: str) -> None:
            async with engine.transaction() as session:
                await changed(session, insert(session, replica).values(slot=slot, beat=1.0))
                tries.append(slot)
                if len(tries) < 3:
                    raise ConnectionError

        async with database.begin() as session:
            await engine.enqueue(session, "work", "w", ("a",))
        await at_rest(engine)
    assert len(tries) == 3
    async with database.read() as session:
        assert (await session.scalars(select(replica.c.slot))).all() == ["a"]
        assert (await session.execute(select(job.c.state))).scalar_one() == "done"


async def test_a_postponed_job_waits_for_the_scripted_clock(database: Database, clock: SetClock) -> None:
    runs: list[str] = []

    async def later() -> timedelta | None:
        runs.append(clock.now().isoformat())
        return timedelta(hours=1) if len(runs) == 1 else None

    async with running(database, clock, {"later": later}, real_time=False) as engine:
        async with database.begin() as session:
            await engine.enqueue(session, "later", "l")
        await at_rest(engine)
        assert (await database.run(moments.waiting))[0] == clock.now() + timedelta(hours=1)
        assert await engine.release_due() == 0
        clock.move(timedelta(hours=1))
        assert await engine.release_due() == 1
        await at_rest(engine)
    assert runs == ["2026-11-20T02:00:00+00:00", "2026-11-20T03:00:00+00:00"]


async def test_a_job_nobody_can_do_ends_as_failed_and_stays_visible(
    database: Database, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.backoff.DELAYS", (timedelta(seconds=0.01),))
    async with running(database, clock, {}) as engine:
        async with database.begin() as session:
            await engine.enqueue(session, "unheard_of", "u")
        await at_rest(engine)
    async with database.read() as session:
        row = (await session.execute(select(job.c.state, job.c.error))).one()
    assert row.state == "failed"
    assert row.error.endswith("KeyError")


async def test_a_stuck_job_is_started_again_from_its_row(database: Database, clock: SetClock) -> None:
    seen: list[int] = []

    async def note(number: int) -> None:
        seen.append(number)

    async with running(database, clock, {"note": note}) as engine:
        async with database.begin() as session:
            await session.execute(
                insert(session, job).values(
                    key="lost",
                    kind="note",
                    partition="lost",
                    args=[7],
                    queued=True,
                    next_at=clock.now(),
                    created_at=clock.now(),
                )
            )
        assert await engine.release_due() == 0
        clock.move(timedelta(minutes=3))
        assert await engine.release_due() == 1
        await at_rest(engine)
    assert seen == [7]


async def test_finished_workflows_are_pruned(database: Database, clock: SetClock) -> None:
    async def nothing() -> None:
        return None

    async with running(database, clock, {"nothing": nothing}) as engine:
        async with database.begin() as session:
            await engine.enqueue(session, "nothing", "n")
        await at_rest(engine)
        pruned = 0
        async with asyncio.timeout(5):
            while not pruned:
                pruned = await engine.prune_workflows(keep=timedelta(0))
        assert pruned == 1
        assert await engine.prune_workflows(keep=timedelta(0)) == 0


def test_a_kind_has_one_handler(tmp_path: object, clock: SetClock) -> None:
    engine = DbosEngine(Database(f"sqlite:///{tmp_path}/x.sqlite3"), clock)

    async def nothing() -> None:
        return None

    engine.register("kind", nothing)
    with pytest.raises(ValueError, match="registered twice"):
        engine.register("kind", nothing)
