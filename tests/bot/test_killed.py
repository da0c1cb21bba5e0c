"""kill -9 under load: every acknowledged event is answered, and none twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from storage.database import Database
from storage.tables.messaging import delivery, inbox
from tests.processes import lines_until_end, spawn

SERVICE = Path(__file__).with_name("killed_service.py")
EVENTS = 80
KILLS = 2


@asynccontextmanager
async def platform(arrived: Counter[str], chance: Random) -> AsyncIterator[str]:
    """A platform that counts what arrives, answers late now and then, and can be asked."""

    async def send(request: web.Request) -> web.Response:
        key = (await request.json())["key"]
        arrived[key] += 1
        if chance.random() < 0.3:
            await asyncio.sleep(0.1)
        return web.json_response({"id": f"m:{key}"})

    async def ask(request: web.Request) -> web.Response:
        key = request.query["key"]
        return web.json_response({"id": f"m:{key}" if arrived[key] else None})

    app = web.Application()
    app.add_routes([web.post("/", send), web.get("/", ask)])
    async with TestServer(app) as server:
        yield str(server.make_url("/"))


async def test_nothing_acknowledged_is_lost_and_nothing_is_sent_twice(database: Database) -> None:
    arrived: Counter[str] = Counter()
    chance = Random(7)
    acknowledged = -1
    async with platform(arrived, chance) as url:
        for _ in range(KILLS):
            service = await spawn(SERVICE, database, url, acknowledged + 1, EVENTS)
            assert service.stdout is not None
            last = min(acknowledged + 1 + chance.randint(12, 22), EVENTS - 1)
            while acknowledged < last:
                acknowledged = int(await service.stdout.readline())
            await asyncio.sleep(chance.uniform(0.0, 0.3))
            service.kill()
            rest, _ = await service.communicate()
            acknowledged = max([acknowledged, *map(int, rest.split())])
        await lines_until_end(await spawn(SERVICE, database, url, acknowledged + 1, EVENTS))
    assert {key: count for key, count in arrived.items() if count > 1} == {}
    assert set(arrived) == {f"answer:e{number}" for number in range(EVENTS)}
    async with database.read() as session:
        assert set(await session.scalars(select(inbox.c.state))) == {"done"}
        assert set(await session.scalars(select(delivery.c.state))) == {"sent"}
