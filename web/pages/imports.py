"""`/imports`: a table of leads uploaded in the browser, its verdicts row by row, and the way back (F17)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, urlencode

from aiohttp import web

from web import sentences
from web.edge import Refused, Values, first
from web.pages.upload import read_upload
from web.security import known_id
from web.session import Session
from web.views import Views, as_json, wants_json

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class ImportShown:
    """One import as its page shows it. `busy`: it goes on by itself and the page is to look again."""

    id: str
    name: str
    state: str
    at: str
    counts: Mapping[str, int]
    progress: str
    reason: str
    unknown: Sequence[str]
    busy: bool
    may_start: bool
    may_undo: bool


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row of the file with its verdict."""

    place: int
    number: int
    verdict: str
    reason: str
    cells: str


class Imports(Protocol):
    """Imports, with this person's rights: for who may not import nothing exists."""

    async def newest(self, person: str) -> Sequence[ImportShown] | None: ...
    async def channels(self) -> Sequence[tuple[str, str]]: ...
    async def one(self, person: str, import_id: str) -> ImportShown | None: ...
    async def rows(self, import_id: str, verdict: str, after: int, most: int) -> Sequence[RowShown]: ...
    async def accept(self, person: str, name: str, channel: str, ask: bool, data: AsyncIterator[bytes]) -> str: ...
    async def decide(self, person: str, import_id: str, act: str) -> bool: ...
    def verdicts(self, import_id: str) -> AsyncIterator[bytes]: ...


class ImportPages:
    """The handlers. `origin` is where our own forms come from."""

    def __init__(self, imports: Imports, views: Views, origin: str) -> None:
        self._imports = imports
        self._views = views
        self._origin = origin

    async def overview(self, request: web.Request, session: Session) -> web.StreamResponse:
        """`GET /imports`: the form and the last imports."""
        return await self._listed(request, session, "")

    async def accept(self, request: web.Request, session: Session) -> web.StreamResponse:
        """`POST /imports`, a form with `channel`, `ask` and `file`; leads on to the import's page."""
        if await self._imports.newest(session.person) is None:
            raise Refused(404, sentences.NOT_FOUND)
        sent = await read_upload(request, session, self._origin)
        if not sent.name:
            raise Refused(400, sentences.NO_FILE)
        channel, ask = first(sent.values, "channel")[:64], first(sent.values, "ask") != "off"
        try:
            import_id = await self._imports.accept(session.person, sent.name, channel, ask, sent.data)
        except ValueError as error:
            raise Refused(413, sentences.TOO_LARGE) from error
        if wants_json(request):
            return as_json(202, ok=True, id=import_id, link=f"/imports/{import_id}")
        raise web.HTTPSeeOther(f"/imports/{import_id}")

    async def show(self, request: web.Request, session: Session) -> web.StreamResponse:
        """`GET /imports/{id}?verdict=退回&after=50`: how far it is, and its rows."""
        return await self._shown(request, session, "")

    async def verdicts(self, request: web.Request, session: Session) -> web.StreamResponse:
        """`GET /imports/{id}/verdicts`: every row with its verdict as a file."""
        one = await self._one(request, session)
        named = f"attachment; filename*=UTF-8''{quote(one.name)}-verdicts.csv"
        response = web.StreamResponse(headers={"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": named})
        response.headers["Cache-Control"] = "no-store"
        await response.prepare(request)
        async for piece in self._imports.verdicts(one.id):
            await response.write(piece)
        await response.write_eof()
        return response

    async def start(self, request: web.Request, session: Session, values: Values) -> web.StreamResponse:
        """`POST /imports/{id}/start`: go on after the preview."""
        return await self._decide(request, session, "start")

    async def undo(self, request: web.Request, session: Session, values: Values) -> web.StreamResponse:
        """`POST /imports/{id}/undo`: turn a preview down, or take everything back."""
        return await self._decide(request, session, "undo")

    async def _decide(self, request: web.Request, session: Session, act: str) -> web.StreamResponse:
        one = await self._one(request, session)
        done = await self._imports.decide(session.person, one.id, act)
        if wants_json(request):
            return as_json(200 if done else 409, ok=done, text="" if done else sentences.MOVED_ON)
        return await self._shown(request, session, "" if done else sentences.MOVED_ON)

    async def _one(self, request: web.Request, session: Session) -> ImportShown:
        import_id = known_id(request.match_info["id"])
        one = await self._imports.one(session.person, import_id) if import_id else None
        if one is None:
            raise Refused(404, sentences.NOT_FOUND)
        return one

    async def _listed(self, request: web.Request, session: Session, notice: str) -> web.StreamResponse:
        found = await self._imports.newest(session.person)
        if found is None:
            raise Refused(404, sentences.NOT_FOUND)
        if wants_json(request):
            return as_json(ok=True, imports=[{"id": one.id, "name": one.name, "state": one.state} for one in found])
        shown = {"imports": found, "channels": await self._imports.channels(), "notice": notice, "csrf": session.csrf}
        return self._views.page("imports.html", title="导入名单", **shown)

    async def _shown(self, request: web.Request, session: Session, notice: str) -> web.StreamResponse:
        one = await self._one(request, session)
        verdict = request.query.get("verdict", "")
        verdict = verdict if verdict in one.counts else ""
        after = int(text) if (text := request.query.get("after", "")).isdecimal() and len(text) < 10 else -1
        rows = await self._imports.rows(one.id, verdict, after, AT_ONCE)
        more = f"?{urlencode({'verdict': verdict, 'after': rows[-1].place})}" if len(rows) == AT_ONCE else ""
        if wants_json(request):
            lines = [{"number": row.number, "verdict": row.verdict, "reason": row.reason} for row in rows]
            return as_json(ok=True, id=one.id, state=one.state, counts=dict(one.counts), rows=lines, csrf=session.csrf)
        shown = {"one": one, "rows": rows, "verdict": verdict, "more": more, "notice": notice, "csrf": session.csrf}
        return self._views.page("import.html", title=one.name, **shown)
