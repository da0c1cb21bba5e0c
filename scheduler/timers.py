"""Timer rows that came due become engine jobs, each under its key and the moment it fired."""

from __future__ import annotations

from datetime import UTC

from handlers.ports import Clock, Engine
from storage.database import Database
from storage.engine import timers

KIND = "timer"


class DueTimers:
    """Fires timers: jobs of kind `timer` with arguments key, kind, subject, args and the ISO moment of firing (UTC).

    A timer is claimed and its job written in one commit, so it fires once; one that is armed anew fires again, be it
    for the same due time or one that is over.
    """

    def __init__(self, database: Database, engine: Engine, clock: Clock) -> None:
        self._database = database
        self._engine = engine
        self._clock = clock

    async def fire(self) -> int:
        """Claim what is due by now and enqueue it, in one commit; return how many. Safe on every replica."""
        async with self._database.begin() as session:
            due = await timers.claim_due(session, self._clock.now())
            for timer in due:
                stamp = timer.fired_at.astimezone(UTC).isoformat(timespec="milliseconds")
                await self._engine.enqueue(
                    session,
                    KIND,
                    f"timer:{timer.key}:{stamp}",
                    (timer.key, timer.kind, timer.subject, timer.args, stamp),
                    partition=f"timer:{timer.subject}",
                )
        return len(due)
