"""The durable engine: DBOS drives, the `job` table knows.

A handler's effects and the end of its job are committed together: a job that is started twice acts once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from contextvars import Context
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.ports import Clock
from scheduler.runs import Run, Runs
from scheduler.workflows import Workflows
from storage.database import Database
from storage.engine import jobs
from storage.engine.jobs import Job, Order

FAN_OUT = "fan_out"
STUCK_AFTER = timedelta(minutes=2)
DIRECT = 4  # up to this many orders are put into the engine at once; more go through one fan-out job


class DbosEngine:
    """Durable jobs on the application's database. One per process, because DBOS is one per process.

    `slot` is a stable name of this process among the replicas. `listen=False` only enqueues (role web).
    `real_time=False` when the clock is scripted: a long postponement then waits for `release_due`.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        slot: str = "worker-1",
        poll_seconds: float = 0.2,
        listen: bool = True,
        real_time: bool = True,
        concurrency: int = 32,
    ) -> None:
        self._database = database
        self._clock = clock
        self._slot = slot
        self._workflows = Workflows(database, slot, poll_seconds, listen, concurrency)
        self._runs = Runs(database, clock, self._workflows, real_time)
        self._runs.handlers[FAN_OUT] = self._fan_out
        self.system_schema = self._workflows.system_schema
        self.finish = self._runs.finish
        self.ending = self._runs.ending
        self.job_ended = self._runs.ended
        self.resume_except = self._workflows.resume_except

    @property
    def kinds(self) -> frozenset[str]:
        """Return every kind of job that has somebody to do it."""
        return frozenset(self._runs.handlers)

    def register(self, kind: str, run: Run) -> None:
        """Name the coroutine that does jobs of this kind. It may return a delay after which it wants to run again."""
        if kind in self._runs.handlers:
            raise ValueError(f"registered twice: {kind}")
        self._runs.handlers[kind] = run

    async def start(self) -> None:
        """Recover this slot's unfinished jobs and begin to work."""
        await self._workflows.launch(self._runs.run)
        # What was recorded and not yet released when a process ended does not wait for the sweep.
        while await self._release(None):
            pass

    async def stop(self) -> None:
        """Finish what runs (at most 10 s) and close everything. The engine cannot be started again."""
        await self._workflows.destroy(running=self._runs.active > 0)

    async def enqueue(
        self, session: AsyncSession, kind: str, key: str, args: tuple[Any, ...] = (), *, partition: str | None = None
    ) -> None:
        """Enqueue `kind` under `key` in the session's transaction. A key seen before is a no-op."""
        await (await session.connection()).run_sync(self._put, [Order(kind, key, args, partition)])

    def packed(self, orders: Sequence[Order], unreleased: int = 0) -> list[Order]:
        """Return the orders as they are to be written down: many of them, those unreleased counted in, as one that
        parts them later.

        Whoever writes them down gives their keys to `release` after the commit. Until then nothing starts; what a
        killed process did not release is released at the next start or sweep.
        """
        if len(orders) + unreleased <= DIRECT:
            return list(orders)
        parts = [[order.kind, order.key, order.args, order.lane] for order in orders]
        return [Order(FAN_OUT, f"fan:{token_hex(12)}", (parts,), f"fan:{self._slot}")]

    def release(self, connection: Connection, keys: Sequence[str]) -> None:
        """Start recorded jobs in the connection's transaction, all fan-out jobs among them as one start."""
        fans: dict[str, list[str]] = {}
        for key, kind, lane in jobs.mark_queued(connection, keys):
            if kind == FAN_OUT:
                fans.setdefault(lane, []).append(key)
            else:
                self._workflows.start(connection, key, 0, lane)
        for lane, (first, *others) in fans.items():
            self._workflows.start(connection, first, 0, lane, 0.0, others)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Yield a session whose commit also ends the running job. If the job was done elsewhere, nothing commits."""
        async with self._database.begin() as session:
            yield session
            await self._runs.finish(session)

    async def release_due(self, now: datetime | None = None) -> int:
        """Start postponed jobs that are due and jobs that got stuck; return how many. The minute sweep calls this."""
        now = now or self._clock.now()
        return await self._release(now - STUCK_AFTER, now)

    async def _release(self, stuck_since: datetime | None, now: datetime | None = None) -> int:
        async with self._database.begin() as session:
            due = await jobs.claim_due(session, now or self._clock.now(), stuck_since)
            for job in due:
                connection = await session.connection()
                await connection.run_sync(self._workflows.start, job.key, job.run, job.partition)
        return len(due)

    async def do_now(self, order: Order) -> None:
        """Do what was just written down in this process at once; what was done before is not done again.

        It knows nothing of whoever asked, as if the engine had started it.
        """
        job = Job(order.key, order.kind, order.lane, order.args, "waiting", 0, 0)
        await asyncio.create_task(self._runs.do(job), context=Context())

    async def unsettled(self) -> int:
        """Return how many jobs, over all processes, should have run by now and have not finished."""
        async with self._database.read() as session:
            return await jobs.unsettled(session, self._clock.now())

    async def idle(self) -> bool:
        """Return whether everything that should have happened by now has happened."""
        return await self.unsettled() == 0

    async def prune_workflows(self, keep: timedelta = timedelta(hours=1)) -> int:
        """Delete what DBOS keeps about workflows finished longer ago than that; our rows remember the jobs."""
        return await self._workflows.prune(keep)

    def _put(self, connection: Connection, orders: Sequence[Order]) -> None:
        for order in orders:
            if jobs.put(connection, [order], self._clock.now()):
                self._workflows.start(connection, order.key, 0, order.lane)

    async def _fan_out(self, parts: list[list[Any]]) -> None:
        orders = [Order(kind, key, tuple(args), lane) for kind, key, args, lane in parts]
        async with self.transaction() as session:
            await (await session.connection()).run_sync(self._put, orders)
