"""What every call passes before it is looked at: token, rate, and the faults a script ordered."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from aiohttp import web

from simulator.dingtalk.errors import Refused, api_error, json_body, oapi_error
from simulator.world import World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

TOKEN_LIFE = timedelta(seconds=7200)
SENDING = (
    "/v1.0/robot/oToMessages/",
    "/v1.0/robot/groupMessages/",
    "/v1.0/card/",
    "/robot/send",
)
UNCOUNTED = ("/v1.0/oauth2/accessToken", "/v1.0/gateway/connections/open", "/connect", "/download/")


class Gate:
    """Keeps the tokens and the 20 calls a second of one organisation."""

    calls_per_second = 20
    hold_seconds = 30.0

    def __init__(self, world: World, app_key: str, app_secret: str) -> None:
        self.world = world
        self.app_key = app_key
        self.app_secret = app_secret
        self.stopping = asyncio.Event()
        self._tokens: dict[str, datetime] = {}
        self._calls: deque[float] = deque()

    async def token(self, request: web.Request) -> web.Response:
        """Answer POST /v1.0/oauth2/accessToken."""
        body = await json_body(request)
        if (body.get("appKey"), body.get("appSecret")) != (self.app_key, self.app_secret):
            raise api_error(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret")
        now = self.world.now()
        for token, expires in self._tokens.items():
            if expires > now + TOKEN_LIFE / 2:
                return web.json_response({"accessToken": token, "expireIn": int((expires - now).total_seconds())})
        token = uuid.uuid4().hex
        self._tokens[token] = now + TOKEN_LIFE
        return web.json_response({"accessToken": token, "expireIn": int(TOKEN_LIFE.total_seconds())})

    def expire_tokens(self) -> None:
        """Make every token that was handed out invalid, as DingTalk may at any time."""
        self._tokens.clear()

    @web.middleware
    async def pass_through(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a call in or answer it here."""
        fault = self._fault(request.path)
        if fault == "refuse":
            return self._hang_up(request)
        try:
            if fault == "429":
                raise self._too_many(request.path)
            self._check_rate(request.path)
            self._check_token(request)
            answer = await handler(request)
        except Refused as refused:
            return web.json_response(refused.body, status=refused.status)
        if fault == "timeout":
            await self._hold()
            return self._hang_up(request)
        return answer

    def _fault(self, path: str) -> str | None:
        if path.startswith(SENDING):
            fault = self.world.faults.take("dingtalk", "timeout", "refuse", "429", "token_expired")
        elif path.startswith("/v1.0/") and not path.startswith(UNCOUNTED):
            fault = self.world.faults.take("dingtalk", "token_expired")
        else:
            fault = None
        if fault == "token_expired":
            self.expire_tokens()
        return fault

    def _check_token(self, request: web.Request) -> None:
        if request.path.startswith(UNCOUNTED) or request.path.startswith("/robot/"):
            return
        new = request.path.startswith("/v1.0/")
        token = request.headers.get("x-acs-dingtalk-access-token") if new else request.query.get("access_token")
        expires = self._tokens.get(token or "")
        if expires is None or expires <= self.world.now():
            if new:
                raise api_error(401, "InvalidAuthentication", "不合法的access_token")
            raise oapi_error(40014, "不合法的access_token")

    def _check_rate(self, path: str) -> None:
        if path.startswith((*UNCOUNTED, "/robot/")):
            return
        now, calls = time.monotonic(), self._calls
        while calls and calls[0] <= now - 1:
            calls.popleft()
        if len(calls) >= self.calls_per_second:
            raise self._too_many(path)
        calls.append(now)

    def _too_many(self, path: str) -> Refused:
        if path.startswith("/v1.0/"):
            return api_error(429, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", "调用频率超过限制")
        return oapi_error(90002, "调用频率超过限制")

    async def _hold(self) -> None:
        try:
            await asyncio.wait_for(self.stopping.wait(), self.hold_seconds)
        except TimeoutError:
            return

    @staticmethod
    def _hang_up(request: web.Request) -> web.Response:
        if request.transport is not None:
            request.transport.close()
        return web.Response(status=500)
