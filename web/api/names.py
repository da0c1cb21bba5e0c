"""`POST /api/names`: standard names and their aliases, row by row with a verdict; administrators only (F16)."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from aiohttp import web

from crm.people import Role, User

MOST = 5000


class NameStore(Protocol):
    """Keeps standard names."""

    async def keep(self, person: User, pairs: Sequence[tuple[int, str, str]], source: str) -> dict[str, Any]: ...


class NameApi:
    """The handler. `person` tells whose token a request carries."""

    def __init__(self, person: Callable[[web.Request], Awaitable[User]], store: NameStore) -> None:
        self._person = person
        self._store = store

    def routes(self) -> list[web.RouteDef]:
        """Return the routes; they go before those of the collections."""
        return [web.post("/api/names", self.keep)]

    async def keep(self, request: web.Request) -> web.Response:
        """`{"source":"译名库","rows":[[2,"ANKER","安克创新"]]}` → `{"kept","renamed","refused":[{row,reason}]}`."""
        person = await self._person(request)
        if person.role != Role.ADMIN:
            raise web.HTTPForbidden(text='{"error":"administrators only"}', content_type="application/json")
        try:
            body = await request.json()
            pairs = [(int(row), str(alias).strip(), str(standard).strip()) for row, alias, standard in body["rows"]]
            source = str(body.get("source", ""))
        except (ValueError, KeyError, TypeError, AttributeError):
            return _answer({"error": "rows of number, alias and standard name are needed"}, 400)
        if not 0 < len(pairs) <= MOST:
            return _answer({"error": f"1 to {MOST} rows at a time"}, 400)
        return _answer(await self._store.keep(person, pairs, source), 200)


def _answer(body: dict[str, Any], status: int) -> web.Response:
    return web.json_response(body, status=status, dumps=lambda value: json.dumps(value, ensure_ascii=False))
