"""Other systems: pages by cursor, patience with failures, folders read once, writes that arrive once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.errors import AuthExpired, Rejected, Unreachable
from bot.http_client import HttpClient
from bot.systems.folder import FolderSystem
from bot.systems.reading import Names, read_moment
from bot.systems.rest import RestSystem

NAMES = Names({"id": "FNumber", "name": "FName", "phone": "FMobile", "updated_at": "FModifyDate"})


class Erp:
    """A REST system with 450 customers that fails as it is told."""

    def __init__(self) -> None:
        self.rows = {
            f"K{n:03}": {
                "FNumber": f"K{n:03}",
                "FName": f"客户{n}",
                "FMobile": f"139{n:08}",
                "FModifyDate": f"2026-11-{1 + n % 20:02}",
            }
            for n in range(450)
        }
        self.asked: list[dict[str, str]] = []
        self.failures: list[int] = []
        self.written: list[tuple[str, Any, str]] = []

    async def list(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        if self.failures:
            return web.json_response({}, status=self.failures.pop(0), headers={"Retry-After": "3"})
        start, limit = int(request.query.get("cursor", "0")), int(request.query["limit"])
        items = list(self.rows.values())[start : start + limit]
        following = str(start + limit) if start + limit < len(self.rows) else None
        return web.json_response({"items": [*items, {"FName": "no id"}], "next": following})

    async def one(self, request: web.Request) -> web.Response:
        return web.json_response(self.rows[request.match_info["id"]])

    async def put(self, request: web.Request) -> web.Response:
        if self.failures:
            return web.json_response({}, status=self.failures.pop(0))
        body = await request.json()
        self.rows[request.match_info["id"]].update(body)
        self.written.append((request.match_info["id"], body, request.headers["Idempotency-Key"]))
        return web.json_response({})


@pytest_asyncio.fixture
async def joined() -> AsyncIterator[tuple[Erp, RestSystem, list[float]]]:
    erp, waits = Erp(), list[float]()
    app = web.Application()
    app.add_routes([web.get("/c", erp.list), web.get("/c/{id}", erp.one), web.put("/c/{id}", erp.put)])
    async with TestServer(app) as server, aiohttp.ClientSession() as http:

        async def wait(seconds: float) -> None:
            waits.append(seconds)

        yield erp, RestSystem("erp", str(server.make_url("/c")), "t", True, NAMES, HttpClient(http), wait), waits


async def test_pages_follow_the_cursor_and_the_next_night_asks_for_what_is_new(joined: Any) -> None:
    erp, system, _ = joined
    pages = [page async for page in system.pages({})]
    assert [len(page.rows) for page in pages] == [200, 200, 50]
    assert [page.unreadable for page in pages] == [1, 1, 1]
    assert pages[0].cursor["cursor"] == "200"
    since = pages[-1].cursor["since"]
    assert pages[-1].cursor == {"since": since}
    assert since.startswith("2026-11-19T16:00")
    again = [page async for page in system.pages(pages[1].cursor)]
    assert (len(again), len(again[0].rows), erp.asked[-1]["cursor"]) == (1, 50, "400")
    [page async for page in system.pages(pages[-1].cursor)]
    assert erp.asked[-3]["since"] == since


async def test_it_waits_as_told_and_gives_up_in_the_end(joined: Any) -> None:
    erp, system, waits = joined
    erp.failures = [429, 503]
    assert len([page async for page in system.pages({})]) == 3
    assert waits == [3.0, 2.0]
    erp.failures = [500] * 9
    with pytest.raises(Unreachable):
        [page async for page in system.pages({})]
    erp.failures = [401]
    with pytest.raises(AuthExpired):
        [page async for page in system.pages({})]


async def test_a_write_names_its_key_and_can_be_looked_up(joined: Any) -> None:
    erp, system, _ = joined
    await system.write("K001", "name", "新名", "k")
    assert erp.written == [("K001", {"FName": "新名"}, "k")]
    assert await system.holds("K001", "name", "新名")
    erp.failures = [404]
    with pytest.raises(Rejected):
        await system.write("K001", "name", "x", "k2")


async def test_a_folder_is_read_once_file_by_file_and_takes_changes_as_files(tmp_path: Path) -> None:
    (tmp_path / "1.csv").write_bytes(
        "FNumber,FName,FMobile,FModifyDate\nK1,王磊,13812345678,2026/11/01\n".encode("gbk")
    )
    (tmp_path / "2.csv").write_text("FNumber,FName,FMobile,FModifyDate\n,x,1,\nK2,李四,1390000,2026-11-02 09:00\n")
    system = FolderSystem("kingdee", tmp_path, True, NAMES)
    pages = [page async for page in system.pages({})]
    assert [row.external_id for page in pages for row in page.rows] == ["K1", "K2"]
    assert sum(page.unreadable for page in pages) == 1
    done = pages[-1].cursor
    assert [page async for page in system.pages(done)] == []
    half = {**done, "1.csv": done["1.csv"] + "#1"}
    assert [row for page in [page async for page in system.pages(half)] for row in page.rows] == []
    await system.write("K1", "name", "=cmd", "2026-11-21:kingdee:K1:name")
    await system.write("K1", "name", "=cmd", "2026-11-21:kingdee:K1:name")
    (out,) = (tmp_path / "out").glob("*.csv")
    assert out.read_text(encoding="utf-8-sig") == '"FNumber","FName"\n"K1","\'=cmd"\n'
    with pytest.raises(Unreachable):
        [page async for page in FolderSystem("x", tmp_path / "none", False, NAMES).pages({})]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-20", "2026-11-20T00:00:00+08:00"),
        ("2026/11/20 10:05", "2026-11-20T10:05:00+08:00"),
        ("1795197600", "2026-11-20T18:00:00+00:00"),
        ("2026-11-20T10:00:00Z", "2026-11-20T10:00:00+00:00"),
    ],
)
def test_moments_of_other_systems(text: str, moment: str) -> None:
    assert read_moment(text).isoformat() == moment
    assert read_moment("gestern") is None
