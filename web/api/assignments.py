"""`POST /api/assignments`: other programs give leads to people; the message leaves with the commit (F24)."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from aiohttp import web

from crm.people import User

MOST = 100


class AssignmentStore(Protocol):
    """Gives leads."""

    async def give(self, person: User, items: list[Mapping[str, str]]) -> list[dict[str, str]]: ...


class AssignmentApi:
    """The handlers. `person` tells whose token a request carries."""

    def __init__(self, person: Callable[[web.Request], Awaitable[User]], store: AssignmentStore) -> None:
        self._person = person
        self._store = store

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.post("/api/assignments", self.give)]

    async def give(self, request: web.Request) -> web.Response:
        """`{"items":[{"lead","owner","why"?}]}` → `{"items":[{"lead","error"}]}`, in one commit. 400."""
        person = await self._person(request)
        try:
            items = (await request.json())["items"]
            rows = [{str(key): str(value) for key, value in item.items()} for item in items]
        except (ValueError, KeyError, TypeError, AttributeError):
            rows = []
        if not 0 < len(rows) <= MOST or any(not row.get("lead") or not row.get("owner") for row in rows):
            return _answer({"error": f"1 to {MOST} items with lead and owner are needed"}, 400)
        return _answer({"items": await self._store.give(person, list(rows))}, 200)


def _answer(body: Mapping[str, Any], status: int) -> web.Response:
    return web.json_response(body, status=status, dumps=lambda value: json.dumps(value, ensure_ascii=False))
