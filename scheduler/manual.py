"""A clock that a script moves: time jumps from one due moment to the next, and the world comes to rest at each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from scheduler.dbos_engine import DbosEngine
from scheduler.schedule import Schedule
from scheduler.ticks import Ticks
from scheduler.timers import DueTimers
from storage import moments
from storage.database import Database

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
    """Moves a manual clock and fires everything due on the way: ticks, timers and postponed jobs, in order."""

    def __init__(
        self, clock: ManualClock, engine: DbosEngine, tick: Ticks, timers: DueTimers, schedules: Sequence[Schedule]
    ) -> None:
        self._clock = clock
        self._engine = engine
        self._ticks = tick
        self._timers = timers
        self._schedules = schedules

    async def start(self) -> None:
        """Let schedules that never ticked begin now."""
        await self._ticks.cursors(self._schedules, self._clock.now())

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
        cursors = await self._ticks.cursors(self._schedules, self._clock.now())
        ticks = [schedule.next_after(cursors[schedule.name]) for schedule in self._schedules]
        moments_ahead = [*ticks, await self._timers.next_due(), await self._engine.next_due()]
        return min((moment for moment in moments_ahead if moment is not None), default=None)

    async def _fire(self) -> None:
        now = self._clock.now()
        cursors = await self._ticks.cursors(self._schedules, now)
        for schedule in self._schedules:
            at = schedule.next_after(cursors[schedule.name])
            if at is not None and at <= now:
                await self._ticks.emit(schedule.name, at)
        await self._timers.fire()
        await self._engine.release_due()
