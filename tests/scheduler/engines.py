"""An engine for tests: polls fast, stops cleanly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from handlers.ports import Clock
from scheduler.dbos_engine import DbosEngine
from storage.database import Database

Handlers = dict[str, Callable[..., Awaitable[timedelta | None]]]


@asynccontextmanager
async def running(
    database: Database, clock: Clock, handlers: Handlers, real_time: bool = True
) -> AsyncIterator[DbosEngine]:
    """Yield a started engine with these handlers."""
    engine = DbosEngine(database, clock, poll_seconds=0.03, real_time=real_time)
    for kind, run in handlers.items():
        engine.register(kind, run)
    await engine.start()
    try:
        yield engine
    finally:
        await engine.stop()


async def at_rest(engine: DbosEngine) -> None:
    """Wait until the engine has done everything, at most 20 s."""
    async with asyncio.timeout(20):
        while not await engine.idle():
            await engine.job_ended(0.05)
