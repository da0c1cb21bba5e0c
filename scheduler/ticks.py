"""Keyed ticks: APScheduler says when, the engine runs each time once over all replicas.

The order at the start matters: the scheduler first, then the missed times from the cursor. The other order loses a
tick that falls between; the overlap is harmless, because a tick has one key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import structlog
from apscheduler.executors.base import BaseExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import Connection

from handlers.ports import Clock, Engine
from scheduler.schedule import SHANGHAI, Schedule, due_times
from storage.database import Database
from storage.engine import jobs, moments, ticks
from storage.engine.jobs import Order

KIND = "tick"
MISFIRE_SECONDS = 3600

Emit = Callable[[str, datetime], Awaitable[None]]
log = structlog.get_logger(__name__)


class Ticks:
    """Turns a schedule's time into one engine job of kind `tick` with arguments name and ISO time (UTC)."""

    def __init__(self, database: Database, engine: Engine) -> None:
        self._database = database
        self._engine = engine

    async def emit(self, name: str, at: datetime) -> None:
        """Enqueue the tick and move the cursor, in one commit. The same tick again is a no-op."""
        stamp = at.astimezone(UTC).isoformat(timespec="seconds")
        async with self._database.begin() as session:
            await self._engine.enqueue(session, KIND, f"tick:{name}:{stamp}", (name, stamp), partition=f"tick:{name}")
            await (await session.connection()).run_sync(ticks.advance, name, at)

    async def record(self, due: Sequence[tuple[str, datetime]], now: datetime) -> list[Order]:
        """Write ticks down, move their cursors and the scripted clock, in one commit, and start nothing."""
        stamps = [(name, at, at.astimezone(UTC).isoformat(timespec="seconds")) for name, at in due]
        orders = [Order(KIND, f"tick:{name}:{stamp}", (name, stamp), f"tick:{name}") for name, _, stamp in stamps]

        def write(connection: Connection) -> None:
            moments.store(connection, now)
            jobs.put(connection, orders, now, False)
            for name, at in due:
                ticks.advance(connection, name, at)

        await self._database.run(write)
        return orders

    async def cursors(self, schedules: Sequence[Schedule], start: datetime) -> dict[str, datetime]:
        """Return how far each schedule has come; one that never ticked begins at `start`."""
        async with self._database.begin() as session:
            for schedule in schedules:
                await ticks.begin_at(session, schedule.name, start)
            return await ticks.cursors(session)


class TickExecutor(BaseExecutor):  # type: ignore[misc]  # APScheduler ships no types
    """APScheduler's extension point: instead of running the job, emit its times."""

    def __init__(self, emit: Emit) -> None:
        super().__init__()
        self._emit = emit
        self._emitting: set[asyncio.Task[None]] = set()

    def _do_submit_job(self, job: Any, run_times: list[datetime]) -> None:
        task = asyncio.get_running_loop().create_task(self._emit_all(job.id, run_times), name=f"tick {job.id}")
        self._emitting.add(task)
        task.add_done_callback(self._emitting.discard)

    async def _emit_all(self, name: str, run_times: list[datetime]) -> None:
        try:
            for at in run_times:
                await self._emit(name, at)
        except Exception:
            # The cursor stays behind, so the next start catches up; the loop must live.
            log.exception("tick not emitted", name=name)
        finally:
            self._run_job_success(name, [])

    async def settle(self) -> None:
        """Wait for what is being emitted."""
        if self._emitting:
            await asyncio.wait(self._emitting)


class Ticker:
    """The system-clock mode: every replica runs one, none leads.

    `chores` are named coroutines that run in each replica at their own trigger without the engine; they must be safe
    to run anywhere at any time, as claiming due timers and sweeping stuck jobs are.
    """

    def __init__(
        self,
        tick: Ticks,
        clock: Clock,
        schedules: Sequence[Schedule],
        chores: Sequence[tuple[str, BaseTrigger, Callable[[], Awaitable[object]]]] = (),
    ) -> None:
        self._ticks = tick
        self._clock = clock
        self._schedules = schedules
        self._chores = {name: chore for name, _, chore in chores}
        self._executor = TickExecutor(self._fire)
        self._scheduler = AsyncIOScheduler(timezone=SHANGHAI, executors={"default": self._executor})
        for schedule in schedules:
            self._add(schedule.name, schedule.trigger)
        for name, trigger, _ in chores:
            self._add(name, trigger)

    async def start(self) -> None:
        """Begin to tick, then fire what was missed while nothing ran."""
        now = self._clock.now()
        cursors = await self._ticks.cursors(self._schedules, now)
        self._scheduler.start()
        for schedule in self._schedules:
            for at in due_times(schedule, cursors[schedule.name], self._clock.now()):
                await self._ticks.emit(schedule.name, at)

    async def stop(self) -> None:
        """Stop ticking; what is being emitted is finished."""
        self._scheduler.shutdown(wait=False)
        await self._executor.settle()

    async def _fire(self, name: str, at: datetime) -> None:
        chore = self._chores.get(name)
        if chore is None:
            await self._ticks.emit(name, at)
        else:
            await chore()

    def _add(self, name: str, trigger: BaseTrigger) -> None:
        self._scheduler.add_job(
            print, trigger, id=name, coalesce=name in self._chores, misfire_grace_time=MISFIRE_SECONDS, max_instances=50
        )


def every_seconds(seconds: int) -> CronTrigger:
    """Return a trigger at fixed places of the clock, the same on every replica; `seconds` divides 60 or is 60."""
    if seconds == 60:
        return CronTrigger(second=0, timezone=SHANGHAI)
    return CronTrigger(second=f"*/{seconds}", timezone=SHANGHAI)
