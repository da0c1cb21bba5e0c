"""A replica that begins five jobs, says so, and never ends them."""

from __future__ import annotations

import asyncio
import sys

from scheduler.dbos_engine import DbosEngine
from scheduler.replicas import Heartbeat
from storage.database import Database
from tests.clocks import RealClock


async def main(url: str, schema: str) -> None:
    database = Database(url, schema)
    engine = DbosEngine(database, RealClock(), slot="doomed", poll_seconds=0.05)

    async def work(name: str) -> None:
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()

    engine.register("work", work)
    await engine.start()
    await Heartbeat(database, engine, "doomed").beat()
    async with database.begin() as session:
        for number in range(5):
            await engine.enqueue(session, "work", f"job{number}", (f"job{number}",))
    await asyncio.Event().wait()


asyncio.run(main(sys.argv[1], sys.argv[2]))
