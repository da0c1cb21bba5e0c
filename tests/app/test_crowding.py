"""Too many requests wait in a line of bounded length, and jobs as long as it takes; nobody gets an error for it."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app.service import crowding
from app.service.crowding import Crowding
from handlers.texts.assignment_texts import CROWDED
from storage.database import POOL, Busy, Database, patience


async def test_who_cannot_be_let_in_is_told_to_come_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, go, begun = POOL[database.dialect], asyncio.Event(), asyncio.Semaphore(0)

    async def slow(request: web.Request) -> web.Response:
        begun.release()
        await go.wait()
        return web.json_response({"ok": True})

    app = web.Application(middlewares=[Crowding(database).middleware()])
    app.add_routes([web.get("/api/slow", slow), web.get("/healthz", slow)])
    async with TestClient(TestServer(app)) as client:
        waiting = [asyncio.create_task(client.get("/api/slow")) for _ in range(inside)]
        for _ in range(inside):
            await begun.acquire()
        monkeypatch.setattr(crowding, "IN_LINE", 0)
        answer = await client.get("/api/slow")
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
        assert await answer.json() == {"error": CROWDED}
        go.set()
        assert (await client.get("/healthz")).status == 200
        assert [one.status for one in await asyncio.gather(*waiting)] == [200] * inside


async def test_a_session_is_waited_for_as_long_as_a_task_has_patience(database: Database) -> None:
    places = POOL[database.dialect]
    go, held = asyncio.Event(), asyncio.Semaphore(0)

    async def hold() -> None:
        async with database.read():
            held.release()
            await go.wait()

    async def impatient() -> None:
        patience.set(0.0)
        async with database.read():
            pass

    async def nested() -> bool:
        async with database.read(), database.read():
            return True

    holding = [asyncio.create_task(hold()) for _ in range(places)]
    for _ in range(places):
        await held.acquire()
    with pytest.raises(Busy):
        await asyncio.create_task(impatient())
    patient = asyncio.create_task(nested())
    go.set()
    assert await patient
    await asyncio.gather(*holding)
