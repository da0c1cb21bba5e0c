"""Timer rows that came due become engine jobs, each under its key and due time."""

from __future__ import annotations

from datetime import UTC, datetime

from handlers.ports import Clock, Engine
from storage.database import Database
from storage.engine import timers

KIND = "timer"


class DueTimers:
    """Fires timers: jobs of kind `timer` with arguments key, kind, subject, args and ISO due time (UTC)."""

    def __init__(self, database: Database, engine: Engine, clock: Clock) -> None:
        self._database = database
        self._engine = engine
        self._clock = clock

    async def fire(self) -> int:
        """Claim what is due by now and enqueue it, in one commit; return how many. Safe on every replica."""
        async with self._database.begin() as session:
            due = await timers.claim_due(session, self._clock.now())
            for timer in due:
                stamp = timer.due_at.astimezone(UTC).isoformat(timespec="milliseconds")
                await self._engine.enqueue(
                    session,
                    KIND,
                    f"timer:{timer.key}:{stamp}",
                    (timer.key, timer.kind, timer.subject, timer.args, stamp),
                    partition=f"timer:{timer.subject}",
                )
        return len(due)

    async def next_due(self) -> datetime | None:
        """Return when the earliest waiting timer is due."""
        async with self._database.read() as session:
            return await timers.next_due(session)
