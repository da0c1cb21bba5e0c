"""An SMS gateway that delivers into the scripted world."""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets

from aiohttp import web

from simulator.listening import Listening
from simulator.message import Message
from simulator.world import World

AT = "smtp"
HANG_SECONDS = 30.0


class SmsSimulator:
    """Serves `POST {url}/sms` with a bearer token and `{"to","text","key"}`; the same key is delivered once.

    It shares the faults ordered at `smtp`: refuse, 429, token_expired (401), timeout and drop_socket (delivered,
    never answered).
    """

    name = "sms"

    def __init__(self, world: World, token: str = "") -> None:
        self.world = world
        self.token = token or secrets.token_urlsafe(24)
        self.url = ""
        self._delivered: dict[str, str] = {}
        self._listening = Listening()
        self._closing = asyncio.Event()

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1."""
        app = web.Application()
        app.router.add_post("/sms", self._serve)
        self._closing = asyncio.Event()
        self.url = f"http://{await self._listening.start(app, port)}"

    async def stop(self) -> None:
        """Close all connections."""
        self._closing.set()
        await self._listening.stop()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        fault = self.world.faults.take(AT, "refuse", "429", "token_expired", "timeout", "drop_socket")
        if fault == "refuse":
            return _cut(request)
        if fault == "429":
            return web.json_response({"error": "too many requests"}, status=429, headers={"Retry-After": "60"})
        given = request.headers.get("Authorization", "")
        if fault == "token_expired" or not hmac.compare_digest(given.encode(), f"Bearer {self.token}".encode()):
            return web.json_response({"error": "unauthorized"}, status=401)
        try:
            answer = self._deliver(json.loads(await request.read()))
        except (ValueError, TypeError, KeyError):
            return web.json_response({"error": "to, text and key are needed"}, status=400)
        if fault == "timeout":
            await self._hang()
        return _cut(request) if fault else web.json_response({"id": answer})

    def _deliver(self, body: dict[str, str]) -> str:
        to, text, key = (body[name] for name in ("to", "text", "key"))
        if not all(isinstance(value, str) and value for value in (to, text, key)):
            raise ValueError("empty or not text")
        if key not in self._delivered:
            self._delivered[key] = secrets.token_hex(8)
            message = Message(on="sms", to=to, group=None, at=self.world.now(), kind="sms", text=text, done=True)
            self.world.record(message)
        return self._delivered[key]

    async def _hang(self) -> None:
        try:
            await asyncio.wait_for(self._closing.wait(), HANG_SECONDS)
        except TimeoutError:
            return


def _cut(request: web.Request) -> web.StreamResponse:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
