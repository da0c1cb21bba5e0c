"""The daily clearing: what is finished and old enough that no platform will ever repeat it."""

from __future__ import annotations

from datetime import timedelta

from handlers.ports import Clock
from scheduler.dbos_engine import DbosEngine
from storage.database import Database
from storage.engine import jobs, timers
from storage.messages import inbox

KEEP = timedelta(days=30)


async def prune(database: Database, engine: DbosEngine, clock: Clock) -> dict[str, int]:
    """Delete finished workflows, and events, jobs and timers settled a month ago; return how many of each."""
    before = clock.now() - KEEP
    async with database.begin() as session:
        gone = {
            "events": await inbox.prune(session, before),
            "jobs": await jobs.prune(session, before),
            "timers": await timers.prune(session, before),
        }
    gone["workflows"] = await engine.prune_workflows()
    return gone
