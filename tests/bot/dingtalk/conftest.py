from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import ClientSession, WSMsgType, web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.dingtalk.receive import StreamReceiver
from bot.dingtalk.stream import Pace, StreamClient
from config.platforms import DingTalkSettings
from tests.bot.dingtalk.streaming import QUICK, Start
from tests.bot.stand_ins import PatientQueue, TokenShelf


class StoppedClock:
    """Always shows the same moment."""

    def now(self) -> datetime:
        return datetime.fromtimestamp(1790000000, UTC)


class RecordingInbox:
    """Keeps what was accepted; `broken` makes it fail, `gate` holds it until it is set."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, bytes]] = []
        self.broken = False
        self.gate = asyncio.Event()
        self.gate.set()

    async def accept(self, platform: str, key: str, partition: str, raw: bytes) -> bool:
        await self.gate.wait()
        if self.broken:
            raise OSError("disk full")
        self.rows.append((platform, key, partition, raw))
        return True


class ScriptedGateway:
    """A stream gateway that a test drives frame by frame."""

    def __init__(self) -> None:
        self.url = ""
        self.opened: list[dict[str, Any]] = []
        self.refusals = 0
        self.sockets = PatientQueue()
        self.acks = PatientQueue()
        self.closed = PatientQueue()
        self.endpoint = ""
        self.answers_pings = True
        self.asked = PatientQueue()

    async def open(self, request: web.Request) -> web.Response:
        self.opened.append(await request.json())
        await self.asked.put(None)
        if self.refusals:
            self.refusals -= 1
            return web.json_response({"code": "authFailed", "message": "no"}, status=401)
        endpoint = self.endpoint or self.url.replace("http", "ws") + "/connect"
        return web.json_response({"endpoint": endpoint, "ticket": "a/b+c="})

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        assert request.query["ticket"] == "a/b+c="
        socket = web.WebSocketResponse(autoping=self.answers_pings)
        await socket.prepare(request)
        await self.sockets.put(socket)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self.acks.put((socket, json.loads(message.data)))
        await self.closed.put(socket)
        return socket


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def shelf() -> TokenShelf:
    return TokenShelf()


@pytest.fixture
async def inbox() -> RecordingInbox:
    return RecordingInbox()


@pytest.fixture
async def gateway() -> AsyncIterator[ScriptedGateway]:
    scripted = ScriptedGateway()
    app = web.Application()
    app.router.add_post("/v1.0/gateway/connections/open", scripted.open)
    app.router.add_get("/connect", scripted.connect)
    async with TestServer(app) as server:
        scripted.url = str(server.make_url("")).rstrip("/")
        yield scripted


@pytest.fixture
def settings(gateway: ScriptedGateway) -> DingTalkSettings:
    return DingTalkSettings(app_key="dingKEY", app_secret=SecretStr("s3cret"), api_base=gateway.url)


@pytest.fixture
async def start(settings: DingTalkSettings, inbox: Any, session: ClientSession, clock: Any) -> AsyncIterator[Start]:
    running: list[asyncio.Task[None]] = []

    def run(pace: Pace = QUICK) -> StreamClient:
        client = StreamClient(settings, StreamReceiver(inbox), session, clock, pace)
        running.append(asyncio.create_task(client.run()))
        return client

    yield run
    for task in running:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 10)
