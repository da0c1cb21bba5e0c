from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, WSMsgType, web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.slack.surface import SlackSurface
from config.platforms import RoomSettings, SlackSettings
from tests.bot.stand_ins import PatientQueue

NOW = datetime.fromtimestamp(1790000000, UTC)
SECRET = "fict0123456789abcdef0123456789ab"


class SetClock:
    """Shows `at`."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class RecordingInbox:
    """Keeps what was accepted, once per key; `broken` makes it fail."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[str, bytes]] = {}
        self.broken = False
        self.calls = 0

    async def accept(self, platform: str, key: str, partition: str, raw: bytes) -> bool:
        assert platform == "slack"
        self.calls += 1
        if self.broken:
            raise OSError("disk full")
        new = key not in self.rows
        self.rows.setdefault(key, (partition, raw))
        return new


class ScriptedSlack:
    """Answers each method with the next scripted answer, then with `ok`; speaks Socket Mode at `/link`.

    `"hang"` never answers, `"cut"` drops the connection, `(status, headers, body)` is that response.
    """

    def __init__(self) -> None:
        self.url = ""
        self.answers: dict[str, list[Any]] = {}
        self.calls: list[tuple[str, str, dict[str, Any]]] = []
        self.links = PatientQueue()
        self.acks = PatientQueue()
        self.opened = PatientQueue()
        self.downloads: list[tuple[str, str]] = []

    def script(self, method: str, *answers: Any) -> None:
        self.answers.setdefault(method, []).extend(answers)

    async def call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        body = dict(await request.json()) if request.content_type == "application/json" else dict(await request.post())
        self.calls.append((method, request.headers.get("Authorization", ""), body | dict(request.query)))
        if method == "apps.connections.open":
            await self.opened.put(None)
        scripted = self.answers.get(method)
        answer: Any = scripted.pop(0) if scripted else {}
        if answer == "hang":
            await asyncio.Event().wait()
        if answer == "cut":
            assert request.transport is not None
            request.transport.abort()
        if isinstance(answer, tuple):
            status, headers, text = answer
            return web.Response(status=status, headers=headers, text=text, content_type="application/json")
        if method == "apps.connections.open":
            answer = {"url": f"{self.url.replace('http', 'ws')}/link?ticket=fict-ticket"}
        return web.json_response({"ok": True} | answer if isinstance(answer, dict) else {})

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        await self.links.put(socket)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self.acks.put(json.loads(message.data))
        return socket

    async def file(self, request: web.Request) -> web.Response:
        self.downloads.append((request.path, request.headers.get("Authorization", "")))
        answer = self.answers[request.path].pop(0)
        if isinstance(answer, str):
            return web.Response(status=302, headers={"Location": answer})
        if isinstance(answer, bytes):
            return web.Response(body=answer, content_type="audio/mp4")
        return web.Response(status=answer, text="<html>Sign in</html>", content_type="text/html")


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def inbox() -> RecordingInbox:
    return RecordingInbox()


@pytest.fixture
async def slack() -> AsyncIterator[ScriptedSlack]:
    scripted = ScriptedSlack()
    app = web.Application()
    app.router.add_route("*", "/api/{method}", scripted.call)
    app.router.add_get("/link", scripted.link)
    app.router.add_get("/files/{name}", scripted.file)
    async with TestServer(app, shutdown_timeout=0.1) as server:
        scripted.url = str(server.make_url("")).rstrip("/")
        yield scripted


@pytest.fixture
def settings(slack: ScriptedSlack) -> SlackSettings:
    return SlackSettings(
        bot_token=SecretStr("xoxb-fict"),
        signing_secret=SecretStr(SECRET),
        app_token=SecretStr("xapp-fict"),
        api_base=f"{slack.url}/api/",
    )


@pytest.fixture
def surface(settings: SlackSettings, session: ClientSession, slack: Any) -> SlackSurface:
    slack.script("conversations.open", {"channel": {"id": "D1"}})
    return SlackSurface(settings, (RoomSettings(name="华东", slack_channel="C9"),), session)
