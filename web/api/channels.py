"""`/api/channels`: which channels have a mapping, and mapping keys that came up unknown; administrators only."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from aiohttp import web

from crm.intake.channel import TARGETS, target_named
from crm.people import Role, User

MOST = 200


class ChannelStore(Protocol):
    """Keeps mappings and knows what they cover."""

    async def coverage(self) -> dict[str, Any]: ...
    async def map_keys(self, person: User, channel: str, targets: Mapping[str, str]) -> dict[str, Any]: ...


class ChannelApi:
    """The handlers. `person` tells whose token a request carries."""

    def __init__(self, person: Callable[[web.Request], Awaitable[User]], store: ChannelStore) -> None:
        self._person = person
        self._store = store

    def routes(self) -> list[web.RouteDef]:
        """Return the routes; they go before those of the collections."""
        return [web.get("/api/channels", self.coverage), web.put("/api/channels/{channel}/fields", self.map_keys)]

    async def coverage(self, request: web.Request) -> web.Response:
        """`GET` → `{"mapped":[…],"count":27,"without_mapping":[…]}` (F20)."""
        await self._admin(request)
        return _answer(await self._store.coverage())

    async def map_keys(self, request: web.Request) -> web.Response:
        """`PUT {"source_channel":"线索来源渠道"}`: map keys to fields and judge again what waits (F22)."""
        person = await self._admin(request)
        try:
            body = await request.json()
        except ValueError:
            return _answer({"error": "not JSON"}, 400)
        if not isinstance(body, dict) or not 0 < len(body) <= MOST:
            return _answer({"error": "an object of keys and fields is needed"}, 400)
        targets = {str(key): target_named(str(name)) for key, name in body.items()}
        wrong = [str(body[key]) for key, target in targets.items() if target is None]
        if wrong:
            fields = "、".join(f"{key}（{label}）" for key, label in TARGETS.items())
            return _answer({"error": f"没有这个字段：{'、'.join(wrong)}。可选：{fields}"}, 400)
        found = {key: target for key, target in targets.items() if target is not None}
        return _answer(await self._store.map_keys(person, request.match_info["channel"][:64], found))

    async def _admin(self, request: web.Request) -> User:
        person = await self._person(request)
        if person.role != Role.ADMIN:
            raise web.HTTPForbidden(text='{"error":"administrators only"}', content_type="application/json")
        return person


def _answer(body: Mapping[str, Any], status: int = 200) -> web.Response:
    return web.json_response(body, status=status, dumps=lambda value: json.dumps(value, ensure_ascii=False))
