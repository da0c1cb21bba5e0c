"""`/names`: a table of standard names uploaded in the browser, with what became of every row (F16)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from web import sentences
from web.edge import Refused
from web.pages.upload import read_upload
from web.session import Session
from web.views import Views, as_json, wants_json

SHOWN = 200


@dataclass(frozen=True, slots=True)
class NamesKept:
    """How many aliases were kept and customers renamed, and each row that was not kept with its reason."""

    kept: int
    renamed: int
    refused: Sequence[Mapping[str, object]]


class Names(Protocol):
    """Standard names, for administrators."""

    async def may(self, person: str) -> bool:
        """Tell whether this person may upload a table now."""
        ...

    async def keep_table(self, person: str, name: str, data: AsyncIterator[bytes]) -> NamesKept | None:
        """Keep a table; None without the two columns. Raises ValueError for no table, OverflowError when too large."""
        ...


class NamePages:
    """The handlers. `origin` is where our own forms come from."""

    def __init__(self, names: Names, views: Views, origin: str) -> None:
        self._names = names
        self._views = views
        self._origin = origin

    async def show(self, request: web.Request, session: Session) -> web.StreamResponse:
        """`GET /names`."""
        await self._allowed(session)
        return self._page(session, "", None)

    async def keep(self, request: web.Request, session: Session) -> web.StreamResponse:
        """`POST /names`, a form with `file`."""
        await self._allowed(session)
        sent = await read_upload(request, session, self._origin)
        if not sent.name:
            raise Refused(400, sentences.NO_FILE)
        try:
            done = await self._names.keep_table(session.person, sent.name, sent.data)
        except ValueError as error:
            raise Refused(400, sentences.NOT_A_TABLE) from error
        except OverflowError as error:
            raise Refused(413, sentences.TOO_LARGE) from error
        if done is None:
            raise Refused(400, sentences.NOT_NAMES)
        if wants_json(request):
            return as_json(ok=True, kept=done.kept, renamed=done.renamed, refused=list(done.refused))
        return self._page(session, sent.name, done)

    async def _allowed(self, session: Session) -> None:
        if not await self._names.may(session.person):
            raise Refused(404, sentences.NOT_FOUND)

    def _page(self, session: Session, name: str, done: NamesKept | None) -> web.StreamResponse:
        refused = list(done.refused[:SHOWN]) if done else []
        more = len(done.refused) - len(refused) if done else 0
        shown = {"name": name, "done": done, "refused": refused, "more": more, "csrf": session.csrf}
        return self._views.page("names.html", title="企业标准名", **shown)
