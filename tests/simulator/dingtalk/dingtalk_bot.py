"""A bot on DingTalk's stream, and the cards and texts it sends."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import aiohttp

from simulator.dingtalk import DingTalkSimulator
from simulator.world import SHANGHAI


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)

    def __call__(self) -> datetime:
        return self.at


class Bot:
    """A client that does what the specification says, and remembers every frame."""

    def __init__(self, ding: DingTalkSimulator, http: aiohttp.ClientSession) -> None:
        self.ding, self.http = ding, http
        self.frames: list[dict[str, Any]] = []
        self.heard = asyncio.Event()
        self.reply: Callable[[dict[str, Any]], Any] = lambda frame: {"response": {}}
        self.tasks: list[asyncio.Task[None]] = []

    async def call(self, method: str, path: str, body: Any, token: str | None = None) -> tuple[int, dict[str, Any]]:
        headers = {"x-acs-dingtalk-access-token": token or await self.token()}
        async with self.http.request(method, self.ding.url + path, json=body, headers=headers) as answer:
            return answer.status, await answer.json()

    async def token(self) -> str:
        body = {"appKey": self.ding.app_key, "appSecret": self.ding.app_secret}
        async with self.http.post(self.ding.url + "/v1.0/oauth2/accessToken", json=body) as answer:
            return str((await answer.json())["accessToken"])

    async def open(self) -> dict[str, Any]:
        body = {
            "clientId": self.ding.app_key,
            "clientSecret": self.ding.app_secret,
            "subscriptions": [
                {"type": "EVENT", "topic": "*"},
                {"type": "CALLBACK", "topic": "/v1.0/im/bot/messages/get"},
                {"type": "CALLBACK", "topic": "/v1.0/card/instances/callback"},
            ],
        }
        async with self.http.post(self.ding.url + "/v1.0/gateway/connections/open", json=body) as answer:
            return dict(await answer.json())

    async def connect(self) -> None:
        opened = await self.open()
        socket = await self.http.ws_connect(f"{opened['endpoint']}?ticket={opened['ticket']}")
        self.tasks.append(asyncio.create_task(self._listen(socket)))

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            frame = json.loads(message.data)
            self.frames.append(frame)
            self.heard.set()
            answer = self.reply(frame)
            if answer is None:
                continue
            ack = {
                "code": 200,
                "headers": {"contentType": "application/json", "messageId": frame["headers"]["messageId"]},
                "message": "OK",
                "data": json.dumps(answer),
            }
            with contextlib.suppress(ConnectionError):
                await socket.send_json(ack)

    def data(self, index: int = -1) -> dict[str, Any]:
        return dict(json.loads(self.frames[index]["data"]))
