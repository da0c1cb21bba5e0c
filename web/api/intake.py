"""`POST /intake/{channel}`: leads of marketing channels, signed, stored before anything else, answered 202."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any, Protocol

import structlog
from aiohttp import web

SIGNATURE = "X-Genjin-Signature"
log = structlog.get_logger(__name__)


class IntakeStore(Protocol):
    """Keeps what the door lets in."""

    def secret(self, channel: str) -> bytes: ...
    async def accept(self, channel: str, body: bytes) -> tuple[str, bool]: ...
    async def said_sent(self, channel: str, day: str, sent: int) -> None: ...
    async def refused(self, channel: str) -> None: ...


class IntakeDoor:
    """The handlers of `/intake/…`. A channel without a secret is closed."""

    def __init__(self, store: IntakeStore) -> None:
        self._store = store

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.post("/intake/{channel}", self.accept),
            web.post("/intake/{channel}/sent", self.said_sent),
        ]

    async def accept(self, request: web.Request) -> web.Response:
        """Store the body and answer `202 {"id","new"}`; the same payload again has the same id. 401, 413."""
        channel, body = await self._signed(request)
        row_id, new = await self._store.accept(channel, body)
        return _answer({"id": row_id, "new": new}, 202)

    async def said_sent(self, request: web.Request) -> web.Response:
        """`{"day":"2026-11-20","sent":12}`: how many leads the channel sent that day, for the daily comparison."""
        channel, body = await self._signed(request)
        try:
            said = json.loads(body)
            day, sent = date.fromisoformat(said["day"]).isoformat(), int(said["sent"])
            if not 0 <= sent < 2**31:
                raise ValueError("sent")
        except (ValueError, KeyError, TypeError):
            return _answer({"error": "day and sent are needed"}, 400)
        await self._store.said_sent(channel, day, sent)
        return _answer({"ok": True}, 202)

    async def _signed(self, request: web.Request) -> tuple[str, bytes]:
        channel = request.match_info["channel"][:64]
        body = await request.read()
        given = request.headers.get(SIGNATURE, "").strip().removeprefix("sha256=").lower()
        secret = self._store.secret(channel)
        expected = hmac.new(secret, body, sha256).hexdigest()
        if not secret or not hmac.compare_digest(expected.encode(), given.encode()):
            log.warning("intake refused", channel=channel)
            await self._store.refused(channel)
            raise web.HTTPUnauthorized(text='{"error":"signature"}', content_type="application/json")
        return channel, body


def _answer(body: Mapping[str, Any], status: int) -> web.Response:
    return web.json_response(body, status=status, dumps=lambda value: json.dumps(value, ensure_ascii=False))
