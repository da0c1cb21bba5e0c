"""`POST /api/contracts` and `PUT /api/rules/renewal`: contracts from other programs, checked at the door."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

from aiohttp import web

from crm.customers.contract import BadContract, BadRule
from crm.people import User

MOST = 1000


class ContractStore(Protocol):
    """Stores what the door lets in."""

    async def save(self, person: User, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]: ...
    async def set_rule(self, person: User, body: Mapping[str, Any]) -> None: ...


class ContractApi:
    """The handlers. `person` tells whose token a request carries."""

    def __init__(self, person: Callable[[web.Request], Awaitable[User]], store: ContractStore) -> None:
        self._person = person
        self._store = store

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.post("/api/contracts", self.save), web.put("/api/rules/renewal", self.set_rule)]

    async def save(self, request: web.Request) -> web.Response:
        """`POST {"items":[{number?, customer, owner?, amount?, signed_date?, end_date?}]}`, all stored or none.

        A contract without an end is stored and named under `failed`; an end that is no date refuses the call.
        """
        person = await self._person(request)
        try:
            body = await request.json()
            rows = body.get("items", [body]) if isinstance(body, dict) else body
            if not isinstance(rows, list) or not 0 < len(rows) <= MOST:
                return _answer({"error": f"1 到 {MOST} 份合同"}, 400)
            return _answer(await self._store.save(person, rows))
        except BadContract as wrong:
            return _answer({"error": str(wrong)}, 400)
        except PermissionError as refused:
            return _answer({"error": str(refused)}, 403)
        except ValueError:
            return _answer({"error": "not JSON"}, 400)

    async def set_rule(self, request: web.Request) -> web.Response:
        """`PUT {"field":"end_date","days_before":30,"at":"09:00"}`; a field that is no Date is refused here (F73)."""
        person = await self._person(request)
        try:
            body = await request.json()
            if not isinstance(body, dict):
                return _answer({"error": "not an object"}, 400)
            await self._store.set_rule(person, body)
        except BadRule as wrong:
            return _answer({"error": str(wrong)}, 400)
        except PermissionError as refused:
            return _answer({"error": str(refused)}, 403)
        except ValueError:
            return _answer({"error": "not JSON"}, 400)
        return _answer({"ok": True})


def _answer(body: Mapping[str, Any], status: int = 200) -> web.Response:
    return web.json_response(body, status=status, dumps=lambda value: json.dumps(value, ensure_ascii=False))
