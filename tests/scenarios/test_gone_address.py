"""A channel's public address that nobody answers at is told once, with the address to paste (F99)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from app.doors.channel_probe import status_of
from app.play.runner import Options, play
from app.play.script import read_script
from handlers.queue.channel_silence import is_there

GATEWAY = "http://127.0.0.1:9"
MISSING = f"小红书的回调地址打不开（无应答），线索进不来。请检查网关，地址应为：\n{GATEWAY}/intake/xiaohongshu"
SCRIPT: list[dict[str, Any]] = [
    {"do": "intake", "channel": "xiaohongshu", "payload": {"user_name": "王磊", "mobile": "13812345678"}},
    {"do": "clock", "by": "PT14M", "expect": [{"not_sent": {"text": "回调地址"}}]},
    {"do": "crash"},
    {
        "do": "clock",
        "by": "PT1M",
        "expect": [{"sent": {"to": "admin", "text": MISSING}}, {"sent": {"to": "zhoumin", "text": "回调地址打不开"}}],
    },
    {"do": "clock", "by": "PT45M", "expect": [{"not_sent": {"text": "回调地址"}}]},
    {"do": "show", "what": "conditions", "expect": [{"shown_count": 1}, {"shown": {"kind": "gone", "over_at": None}}]},
]


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
async def test_an_address_that_is_gone(backend: str, request: pytest.FixtureRequest) -> None:
    url = "" if backend == "sqlite" else request.getfixturevalue("postgresql_url")
    steps = read_script([json.dumps(step, ensure_ascii=False) for step in SCRIPT])
    wrong = [one async for one in play(steps, Options(database=url, settings={"public_url": GATEWAY})) if not one["ok"]]
    assert not wrong, json.dumps(wrong, ensure_ascii=False, indent=1)


async def test_what_an_address_answers() -> None:
    async def take(request: web.Request) -> web.Response:
        return web.Response(status=202)

    app = web.Application()
    app.add_routes([web.post("/intake/{channel}", take)])
    async with TestServer(app) as server, ClientSession() as http:
        assert await status_of(http, str(server.make_url("/intake/website"))) == 405
        assert await status_of(http, str(server.make_url("/gone"))) == 404
        nobody = str(server.make_url("/intake/website"))
    async with ClientSession() as http:
        assert await status_of(http, nobody) == 0


@pytest.mark.parametrize(
    ("status", "there"), [(405, True), (401, True), (200, True), (404, False), (502, False), (0, False)]
)
def test_a_refusal_is_an_answer(status: int, there: bool) -> None:
    assert is_there(status) == there
