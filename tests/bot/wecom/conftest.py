from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.wecom.surface import WeComSurface
from config.platforms import WeComSettings
from tests.bot.stand_ins import TokenShelf

PAYLOADS = Path(__file__).parents[2] / "payloads"
CORP = "ww5f3d0c8a7b6e9214"
AGENT = 1000017
SENT_AT = datetime.fromtimestamp(1790000000, UTC)


class StoppedClock:
    """Shows `at` until it is set anew."""

    def __init__(self) -> None:
        self.at = SENT_AT

    def now(self) -> datetime:
        return self.at


class ScriptedWeCom:
    """A server that hands out tokens and answers each API with the next scripted answer, then with `ok`.

    `"hang"` never answers, `"cut"` drops the connection, an integer is that HTTP status, bytes are a file.
    """

    def __init__(self) -> None:
        self.answers: dict[str, list[Any]] = {}
        self.calls: list[tuple[str, dict[str, str], Any]] = []
        self.tokens = 0
        self.url = ""
        self.server: TestServer | None = None

    def script(self, method: str, *answers: Any) -> None:
        self.answers.setdefault(method, []).extend(answers)

    def called(self, method: str) -> list[Any]:
        return [body for name, _, body in self.calls if name == method]

    def queries(self, method: str) -> list[dict[str, str]]:
        return [query for name, query, _ in self.calls if name == method]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        method = request.path.removeprefix("/cgi-bin/")
        body = await _body(request)
        self.calls.append((method, dict(request.query), body))
        waiting = self.answers.get(method, [])
        answer = waiting.pop(0) if waiting else self._usual(method)
        if answer == "hang":
            await asyncio.Event().wait()
        if answer == "cut":
            assert request.transport is not None
            request.transport.abort()
        if isinstance(answer, int):
            return web.Response(status=answer)
        if isinstance(answer, bytes):
            return web.Response(body=answer, headers={"Content-Disposition": 'attachment; filename="voice.amr"'})
        return web.json_response(answer)

    def _usual(self, method: str) -> dict[str, Any]:
        if method != "gettoken":
            return {"errcode": 0, "errmsg": "ok"}
        self.tokens += 1
        return {"errcode": 0, "errmsg": "ok", "access_token": f"secret-token-{self.tokens}", "expires_in": 7200}


async def _body(request: web.Request) -> Any:
    if request.content_type == "application/json":
        return await request.json()
    return await request.read()


@pytest.fixture
async def wecom() -> AsyncIterator[ScriptedWeCom]:
    scripted = ScriptedWeCom()
    app = web.Application(client_max_size=30_000_000)
    app.router.add_route("*", "/{path:.*}", scripted.serve)
    async with TestServer(app) as server:
        scripted.url, scripted.server = str(server.make_url("/")), server
        yield scripted


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def settings(wecom: ScriptedWeCom) -> WeComSettings:
    return settings_for(wecom.url)


@pytest.fixture
async def surface(settings: WeComSettings, clock: StoppedClock) -> AsyncIterator[WeComSurface]:
    async with aiohttp.ClientSession() as session:
        timeout = aiohttp.ClientTimeout(total=0.5, connect=0.3)
        yield WeComSurface(settings, clock, TokenShelf(), session, {"华东群": "hook-key"}, timeout)


@pytest.fixture
def payload() -> Callable[[str], bytes]:
    return lambda name: (PAYLOADS / name).read_bytes()


def settings_for(url: str) -> WeComSettings:
    return WeComSettings(
        corp_id=CORP,
        agent_id=AGENT,
        secret=SecretStr("app-secret"),
        callback_token=SecretStr("FictToken0001"),
        aes_key=SecretStr("FictAesKey0123456789abcdefghijklmnopqrstuvw"),
        api_base=url,
    )
