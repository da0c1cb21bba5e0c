"""The Web API's front door: token, arguments, rates, and the faults a script ordered."""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from simulator.slack.errors import SlackError, TooFast
from simulator.world import World

Params = dict[str, Any]
Method = Callable[[Params], Awaitable[dict[str, Any]]]

SENDING = ("chat.", "views.", "files.completeUploadExternal")
OPENING = ("auth.test", "apps.connections.open")
STRUCTURED = ("blocks", "metadata", "view", "files", "attachments")
BURST = 5


class Gate:
    """Calls `methods` by name after the checks. Posts are limited to one a second per channel after a burst of 5."""

    hold_seconds = 30.0

    def __init__(self, world: World, bot_token: str, app_token: str) -> None:
        self.world = world
        self.bot_token = bot_token
        self.app_token = app_token
        self.methods: dict[str, Method] = {}
        self.stopping = asyncio.Event()
        self._buckets: dict[str, tuple[float, float]] = {}

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Answer /api/{method}."""
        name = request.match_info["method"]
        fault = self.fault(name)
        if fault == "refuse":
            return hang_up(request)
        answer = await self._answer(name, request, fault)
        if fault == "timeout":
            await self.hold()
            return hang_up(request)
        return answer

    def fault(self, name: str) -> str | None:
        """Return the fault this call suffers."""
        if name.startswith(SENDING):
            return self.world.faults.take("slack", "timeout", "refuse", "429", "token_expired")
        return None if name in OPENING else self.world.faults.take("slack", "token_expired")

    async def hold(self) -> None:
        """Keep a caller waiting until it gives up or the hold ends."""
        try:
            await asyncio.wait_for(self.stopping.wait(), self.hold_seconds)
        except TimeoutError:
            return

    def spend(self, channel: str) -> None:
        """Count a post to a channel. Raises TooFast."""
        now = time.monotonic()
        left, since = self._buckets.get(channel, (float(BURST), now))
        left = min(float(BURST), left + now - since)
        if left < 1:
            raise TooFast(math.ceil(1 - left))
        self._buckets[channel] = (left - 1, now)

    async def _answer(self, name: str, request: web.Request, fault: str | None) -> web.Response:
        try:
            if fault == "429":
                raise TooFast(1)
            params = await _params(request)
            self._check_token(name, request, params)
            if fault == "token_expired":
                raise SlackError("token_expired")
            if name not in self.methods:
                raise SlackError("unknown_method")
            return _json({"ok": True, **await self.methods[name](params)})
        except TooFast as fast:
            return _json({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(fast.retry_after)})
        except SlackError as error:
            body: dict[str, Any] = {"ok": False, "error": error.code}
            if error.details:
                body |= {"errors": error.details, "response_metadata": {"messages": error.details}}
            return _json(body)

    def _check_token(self, name: str, request: web.Request, params: Params) -> None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(params.get("token") or "")
        if not token:
            raise SlackError("not_authed")
        if token != (self.app_token if name == "apps.connections.open" else self.bot_token):
            raise SlackError("not_allowed_token_type" if token in (self.app_token, self.bot_token) else "invalid_auth")


def hang_up(request: web.Request) -> web.Response:
    """Close the connection instead of answering."""
    if request.transport is not None:
        request.transport.close()
    return web.Response(status=500)


async def _params(request: web.Request) -> Params:
    """Return the call's arguments: query, form or JSON; structured ones may come as JSON text."""
    params: Params = dict(request.query)
    try:
        if request.content_type == "application/json":
            params |= json.loads(await request.text() or "{}")
        elif request.method == "POST":
            params |= dict(await request.post())
        for name in STRUCTURED:
            if isinstance(params.get(name), str):
                params[name] = json.loads(params[name])
    except (ValueError, TypeError):
        raise SlackError("invalid_json") from None
    return params


def _json(body: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response(text=json.dumps(body, ensure_ascii=False), status=status, headers=headers)
