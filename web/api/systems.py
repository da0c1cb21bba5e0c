"""`POST /systems/{system}`: what other systems hold of a customer, signed; `call` asks before it dials."""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Protocol

from aiohttp import web

from crm.people import Role, User
from web.api.intake import SIGNATURE

CALL = "call"
MOST = 1000


class SystemStore(Protocol):
    """Keeps what comes in."""

    def secret(self, system: str) -> bytes: ...
    async def accept(self, system: str, items: Sequence[Any]) -> dict[str, int]: ...
    async def call(self, phone: str, person: str) -> tuple[str, bool]: ...
    async def link(self, rows: Sequence[Mapping[str, str]]) -> int: ...


class SystemDoor:
    """The handlers. `person` tells whose token a request carries, for the lists that join systems."""

    def __init__(self, person: Callable[[web.Request], Awaitable[User]], store: SystemStore) -> None:
        self._person = person
        self._store = store

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.post("/systems/{system}", self.accept), web.post("/api/master/links", self.link)]

    async def accept(self, request: web.Request) -> web.Response:
        """A record, or `{"items":[…]}`, with `id`, `name`, `phone`, `updated_at` → `202 {"kept","unreadable"}`.

        System `call` sends `{"phone","person"}` → `{"allowed":true}` or `{"allowed":false,"reason"}`. 400, 401.
        """
        system = request.match_info["system"][:32]
        body = await self._signed(request, system)
        if not isinstance(body, dict):
            return _answer({"error": "an object is needed"}, 400)
        if system == CALL:
            reason, known = await self._store.call(str(body.get("phone", "")), str(body.get("person", "")))
            if not known:
                return _answer({"error": "no such person"}, 400)
            return _answer({"allowed": not reason, "reason": reason}, 200)
        items = body.get("items", [body])
        if not isinstance(items, list) or len(items) > MOST:
            return _answer({"error": f"items must be a list of at most {MOST}"}, 400)
        return _answer(await self._store.accept(system, items), 202)

    async def link(self, request: web.Request) -> web.Response:
        """`{"items":[{"phone","id_number"?,"kingdee":"K001","wechat":"o6_…"}]}` → `{"linked":n}`; administrators."""
        person = await self._person(request)
        if person.role != Role.ADMIN:
            raise web.HTTPForbidden(text='{"error":"administrators only"}', content_type="application/json")
        try:
            items = (await request.json())["items"]
            rows = [{str(key): str(value) for key, value in item.items()} for item in items]
        except (ValueError, KeyError, TypeError, AttributeError):
            return _answer({"error": "items must be a list of objects"}, 400)
        return _answer({"linked": await self._store.link(rows)}, 200)

    async def _signed(self, request: web.Request, system: str) -> Any:
        body = await request.read()
        given = request.headers.get(SIGNATURE, "").strip().removeprefix("sha256=").lower()
        secret = self._store.secret(system)
        expected = hmac.new(secret, body, sha256).hexdigest()
        if not secret or not hmac.compare_digest(expected.encode(), given.encode()):
            raise web.HTTPUnauthorized(text='{"error":"signature"}', content_type="application/json")
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            return None


def _answer(body: Mapping[str, Any], status: int) -> web.Response:
    return web.json_response(body, status=status, dumps=lambda value: json.dumps(value, ensure_ascii=False))
