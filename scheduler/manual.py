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
        async with self._database.read() as session:
            stored = await moments.load(session)
        if stored is None:
            await self._store(self._now)
        else:
            self._now = stored

    def now(self) -> datetime:
        """Return the scripted moment, aware, UTC."""
        return self._now

    async def jump(self, to: datetime) -> None:
        """Set the time, durably first. It never goes back."""
        if to > self._now:
            await self._store(to.astimezone(UTC))
            self.stand_at(to)

    def stand_at(self, moment: datetime) -> None:
        """Take over a time that has been stored beside other things."""
        self._now = max(self._now, moment.astimezone(UTC))

    async def _store(self, moment: datetime) -> None:
        await self._database.run(lambda connection: moments.store(connection, moment))


class Script:
    """Moves a manual clock and fires everything due on the way: ticks, timers and postponed jobs, in order.

    Only one process has a scripted clock, so what the schedules say next is kept in memory, and a tick is done here
    and now instead of waiting until the engine looks: half a year is some thousand ticks. They are written down with
    their cursors and the time first, so that one cut off in the middle is done at the next start. Where nothing else
    waits, a stop costs two short looks, that one commit, and what the tick itself does.
    """

    def __init__(
        self, database: Database, clock: ManualClock, engine: DbosEngine, tick: Ticks, timers: DueTimers,
        schedules: Sequence[Schedule],
    ) -> None:  # fmt: skip
        self._database = database
        self._clock = clock
        self._engine = engine
        self._ticks = tick
        self._timers = timers
        self._schedules = {schedule.name: schedule for schedule in schedules}
        self._next: dict[str, datetime | None] = {}

    async def start(self) -> None:
        """Let schedules that never ticked begin now."""
        cursors = await self._ticks.cursors(list(self._schedules.values()), self._clock.now())
        self._next = {name: schedule.next_after(cursors[name]) for name, schedule in self._schedules.items()}

    async def advance(self, to: datetime) -> datetime | None:
        """Move the clock to `to`, stopping at each due moment until the engine is at rest.

        Returns at rest, with the next moment at which something is due.
        """
        waiting = await self._at_rest()
        while (moment := self._earliest(waiting)) is not None and moment <= to:
            await self._fire(moment, waiting)
            waiting = await self._at_rest()
        await self._clock.jump(to)
        return moment

    async def rest(self) -> None:
        """Wait until all that should have happened by now has happened."""
        await self._at_rest()

    async def next_moment(self) -> datetime | None:
        """Return, at rest, the next moment at which something is due."""
        return self._earliest(await self._at_rest())

    async def _at_rest(self) -> datetime | None:
        """Wait for whatever is under way; return when the next timer or postponed job is due."""
        while True:
            job, timer = await self._database.run(moments.waiting)
            if job is None or job > self._clock.now():
                return min((moment for moment in (job, timer) if moment is not None), default=None)
            await self._engine.job_ended(LOOK_SECONDS)

    def _earliest(self, waiting: datetime | None) -> datetime | None:
        return min((moment for moment in (*self._next.values(), waiting) if moment is not None), default=None)

    async def _fire(self, moment: datetime, waiting: datetime | None) -> None:
        now = max(moment, self._clock.now())
        due = [(name, at) for name, at in self._next.items() if at is not None and at <= now]
        if due:
            orders = await self._ticks.record(due, now)
            self._clock.stand_at(now)
            for (name, at), order in zip(due, orders, strict=True):
                await self._engine.do_now(order)
                self._next[name] = self._schedules[name].next_after(at)
        else:
            await self._clock.jump(now)
        if waiting is not None and waiting <= now:
            await self._timers.fire()
            await self._engine.release_due()
