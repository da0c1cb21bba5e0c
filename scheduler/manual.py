"""A clock that a script moves: time jumps from one due moment to the next, and the world comes to rest at each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from scheduler.dbos_engine import DbosEngine
from scheduler.schedule import Schedule
from scheduler.ticks import Ticks
from scheduler.timers import DueTimers
from storage.database import Database
from storage.engine import moments

LOOK_SECONDS = 0.1  # another process may have ended it


class ManualClock:
    """Fits `handlers.ports.Clock`. Its time is stored, so that a restart goes on at the same moment."""

    def __init__(self, database: Database, start: datetime) -> None:
        self._database = database
        self._now = start.astimezone(UTC)

    async def open(self) -> None:
        """Take the stored time over, or store the start."""
        async with self._database.begin() as session:
            stored = await moments.load(session)
            if stored is None:
                await moments.store(session, self._now)
            else:
                self._now = stored

    def now(self) -> datetime:
        """Return the scripted moment, aware, UTC."""
        return self._now

    async def jump(self, to: datetime) -> None:
        """Set the time, durably first. It never goes back."""
        to = to.astimezone(UTC)
        if to <= self._now:
            return
        async with self._database.begin() as session:
            await moments.store(session, to)
        self._now = to


class Script:
    """Moves a manual clock and fires everything due on the way: ticks, timers and postponed jobs, in order.

    Only one process has a scripted clock, so what the schedules say next is kept in memory, and a tick is done here
    and now instead of waiting until the engine looks: half a year is some thousand ticks. It is written down with its
    cursor first, so that one cut off in the middle is done at the next start.
    """

    def __init__(
        self, clock: ManualClock, engine: DbosEngine, tick: Ticks, timers: DueTimers, schedules: Sequence[Schedule]
    ) -> None:
        self._clock = clock
        self._engine = engine
        self._ticks = tick
        self._timers = timers
        self._schedules = {schedule.name: schedule for schedule in schedules}
        self._next: dict[str, datetime | None] = {}
        self._waiting: datetime | None = None

    async def start(self) -> None:
        """Let schedules that never ticked begin now."""
        cursors = await self._ticks.cursors(list(self._schedules.values()), self._clock.now())
        self._next = {name: schedule.next_after(cursors[name]) for name, schedule in self._schedules.items()}

    async def advance(self, to: datetime) -> None:
        """Move the clock to `to`, stopping at each due moment until the engine is at rest. Returns at rest."""
        await self.rest()
        while (moment := await self.next_moment()) is not None and moment <= to:
            await self._clock.jump(moment)
            await self._fire()
            await self.rest()
        await self._clock.jump(to)

    async def rest(self) -> None:
        """Wait until all that should have happened by now has happened."""
        while not await self._engine.idle():
            await self._engine.job_ended(LOOK_SECONDS)

    async def next_moment(self) -> datetime | None:
        """Return the next moment at which something is due."""
        waiting = (await self._timers.next_due(), await self._engine.next_due())
        self._waiting = min((moment for moment in waiting if moment is not None), default=None)
        moments_ahead = [*self._next.values(), self._waiting]
        return min((moment for moment in moments_ahead if moment is not None), default=None)

    async def _fire(self) -> None:
        now = self._clock.now()
        for name, at in self._next.items():
            if at is not None and at <= now:
                await self._engine.do_now(await self._ticks.record(name, at))
                self._next[name] = self._schedules[name].next_after(at)
        if self._waiting is not None and self._waiting <= now:
            await self._timers.fire()
            await self._engine.release_due()
