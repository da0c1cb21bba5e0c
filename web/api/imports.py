"""`/api/imports`: tables of leads in, their verdicts out, and the way back; for those who answer for channels."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, Protocol
from urllib.parse import quote

from aiohttp import web

from crm.intake.importing import Import, may_import
from crm.intake.sheet import field_named
from crm.people import User

PIECE = 1 << 18


class ImportStore(Protocol):
    """Takes files and decides on imports."""

    async def accept(
        self, person: str, origin: str, name: str, channel: str, ask: bool, mapped: Mapping[str, str],
        data: AsyncIterator[bytes], event_key: str = "",
    ) -> str: ...  # fmt: skip
    async def get(self, import_id: str) -> Import | None: ...
    async def decide(self, person: User, import_id: str, act: str) -> Import | None: ...
    def shown(self, batch: Import) -> dict[str, Any]: ...
    def verdicts(self, batch: Import) -> AsyncIterator[bytes]: ...


class ImportApi:
    """The handlers. `person` tells whose token a request carries."""

    def __init__(self, person: Callable[[web.Request], Awaitable[User]], store: ImportStore) -> None:
        self._person = person
        self._store = store

    def routes(self) -> list[web.RouteDef]:
        """Return the routes; they go before those of the collections."""
        return [
            web.post("/api/imports", self.accept),
            web.get("/api/imports/{id}", self.show),
            web.get("/api/imports/{id}/verdicts", self.verdicts),
            web.post("/api/imports/{id}/start", self.start),
            web.post("/api/imports/{id}/undo", self.undo),
        ]

    async def accept(self, request: web.Request) -> web.Response:
        """`POST ?name=x.csv&channel=expo&ask=1&map={"列":"手机号"}`, the file as body → `202 {"id"}`. 400, 413."""
        person = await self._importer(request)
        try:
            said = json.loads(request.query.get("map", "{}"))
            mapped = {str(heading): field_named(str(label)) for heading, label in said.items()}
        except (ValueError, AttributeError):
            return _answer({"error": "map must be an object of headings and fields"}, 400)
        wrong = [str(said[heading]) for heading, field in mapped.items() if field is None]
        if wrong:
            return _answer({"error": f"没有这个字段：{'、'.join(wrong)}"}, 400)
        fields = {heading: field for heading, field in mapped.items() if field is not None}
        name, channel = request.query.get("name", "")[:255], request.query.get("channel", "")[:64]
        if not name:
            return _answer({"error": "name is needed"}, 400)
        data = request.content.iter_chunked(PIECE)
        try:
            ask = request.query.get("ask") == "1"
            import_id = await self._store.accept(person.id, "api", name, channel, ask, fields, data)
        except ValueError:
            return _answer({"error": "文件超过 512 MB"}, 413)
        return _answer({"id": import_id}, 202)

    async def show(self, request: web.Request) -> web.Response:
        """`GET` → the import's state, counters and verdicts by kind."""
        await self._importer(request)
        return _answer(self._store.shown(await self._one(request)))

    async def verdicts(self, request: web.Request) -> web.StreamResponse:
        """`GET` → every row with its verdict as CSV."""
        await self._importer(request)
        batch = await self._one(request)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(batch.name)}-verdicts.csv"}
        response = web.StreamResponse(headers={"Content-Type": "text/csv; charset=utf-8", **headers})
        await response.prepare(request)
        async for piece in self._store.verdicts(batch):
            await response.write(piece)
        await response.write_eof()
        return response

    async def start(self, request: web.Request) -> web.Response:
        """Go on after a preview; 409 when the import has moved on."""
        return await self._decide(request, "start")

    async def undo(self, request: web.Request) -> web.Response:
        """Take the whole import back, also while it is under way."""
        return await self._decide(request, "undo")

    async def _decide(self, request: web.Request, act: str) -> web.Response:
        person = await self._importer(request)
        await self._one(request)
        try:
            batch = await self._store.decide(person, request.match_info["id"], act)
        except ValueError:
            return _answer({"error": "这次导入已经处理过了"}, 409)
        assert batch is not None
        return _answer(self._store.shown(batch))

    async def _one(self, request: web.Request) -> Import:
        batch = await self._store.get(request.match_info["id"][:32])
        if batch is None:
            raise web.HTTPNotFound(text='{"error":"no such import"}', content_type="application/json")
        return batch

    async def _importer(self, request: web.Request) -> User:
        person = await self._person(request)
        if not may_import(person.role):
            raise web.HTTPForbidden(
                text='{"error":"administrators and marketing only"}', content_type="application/json"
            )
        return person


def _answer(body: Mapping[str, Any], status: int = 200) -> web.Response:
    return web.json_response(body, status=status, dumps=lambda value: json.dumps(value, ensure_ascii=False))
