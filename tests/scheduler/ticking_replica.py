"""A replica that ticks each second until it is told to stop, notes every tick it runs and says so."""

from __future__ import annotations

import asyncio
import sys

from scheduler.dbos_engine import DbosEngine
from scheduler.replicas import Heartbeat
from scheduler.schedule import Schedule
from scheduler.ticks import Ticker, Ticks, every_seconds
from storage.database import Database
from storage.statements import changed, insert
from storage.tables.messaging import lease
from tests.clocks import RealClock


def say(word: str) -> None:
    """Tell the test."""
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


async def main(url: str, schema: str, slot: str) -> None:
    database, clock = Database(url, schema), RealClock()
    engine = DbosEngine(database, clock, slot=slot, poll_seconds=0.1)

    async def tick(name: str, at: str) -> None:
        async with engine.transaction() as session:
            assert await changed(session, insert(session, lease).values(name=at, owner=slot, until=0.0)) == 1
        say(f"tick {at}")

    engine.register("tick", tick)
    await engine.start()
    ticker = Ticker(Ticks(database, engine), clock, [Schedule("second", every_seconds(1), "all")])
    await ticker.start()
    beating = asyncio.create_task(Heartbeat(database, engine, slot, 0.3, 1.5).run())
    say("up")
    await asyncio.to_thread(sys.stdin.readline)
    await ticker.stop()
    while not await engine.idle():
        await engine.job_ended(0.1)
    beating.cancel()
    await asyncio.gather(beating, return_exceptions=True)
    await engine.stop()
    await database.close()


asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3]))
