"""The web edge: login, security headers, and one answer for everything that goes wrong."""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote

import structlog
from aiohttp import web

from web import sentences
from web.origin import remember_origin
from web.ports import Unavailable
from web.route_rights import TURNED_AWAY
from web.security import may_post, protect
from web.session import LOGIN_PATH, Session, Sessions
from web.views import Views, as_json, wants_json

log = structlog.get_logger(__name__)

Values = Mapping[str, tuple[str, ...]]
Public = Callable[[web.Request], Awaitable[web.StreamResponse]]
Private = Callable[[web.Request, Session], Awaitable[web.StreamResponse]]
Posted = Callable[[web.Request, Session, Values], Awaitable[web.StreamResponse]]

LONGEST = 4000
FRAMES = frozenset({"iframe", "frame", "embed", "object"})
"""What browsers say of a page that is to be shown inside another (Fetch Metadata); only the sidebar may be."""


class Refused(Exception):
    """The request ends here with a status and a sentence for the person."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


class Edge:
    """Wraps handlers. `origin` is the scheme and host of our public address."""

    def __init__(self, sessions: Sessions, views: Views, origin: str) -> None:
        self._sessions = sessions
        self._views = views
        self._origin = origin

    def public(self, handler: Public, framed: bool = False) -> Public:
        """Return the handler with headers and errors taken care of."""

        async def handle(request: web.Request) -> web.StreamResponse:
            remember_origin(request, "page")
            try:
                if not framed and request.headers.get("Sec-Fetch-Dest", "") in FRAMES:
                    raise Refused(403, sentences.NOT_FROM_US)
                response = await handler(request)
            except Refused as refused:
                response = self._say(request, refused.status, refused.text)
            except Unavailable:
                response = self._say(request, 503, sentences.TRY_LATER)
            except web.HTTPException as error:
                if error.status < 400:
                    response = web.Response(status=error.status, headers=error.headers)
                else:
                    response = self._say(request, error.status, sentences.UNREADABLE)
            except Exception:
                error_id = secrets.token_hex(4)
                log.exception("page failed", error_id=error_id, route=_route(request))
                response = self._say(request, 500, sentences.failed(error_id))
            protect(response, framed)
            return response

        return handle

    def private(self, handler: Private, framed: bool = False) -> Public:
        """Return a handler for logged-in people; browsers are sent to log in and come back."""

        async def handle(request: web.Request) -> web.StreamResponse:
            session = self._sessions.read(request)
            if session is None:
                if self._sessions.forged(request):
                    request[TURNED_AWAY] = "session"
                if wants_json(request) or request.method not in {"GET", "HEAD"}:
                    raise Refused(401, sentences.LOGIN_FIRST)
                return web.Response(status=302, headers={"Location": f"{LOGIN_PATH}?next={quote(request.path_qs)}"})
            remember_origin(request, "page", session.person)
            return await handler(request, session)

        return self.public(handle, framed)

    def posted(self, handler: Posted, framed: bool = False) -> Public:
        """Return a handler for what our own pages send, read and bounded."""

        async def handle(request: web.Request, session: Session) -> web.StreamResponse:
            values = await read_values(request)
            csrf = request.headers.get("X-CSRF-Token") or "".join(values.get("csrf", ())[:1])
            if not may_post(request, session, csrf, self._origin):
                raise Refused(403, sentences.NOT_FROM_US)
            return await handler(request, session, values)

        return self.private(handle, framed)

    def _say(self, request: web.Request, status: int, text: str) -> web.Response:
        if wants_json(request):
            return as_json(status, ok=False, text=text)
        return self._views.page("message.html", status, title=sentences.WELCOME, text=text)


async def read_values(request: web.Request) -> Values:
    """Return what a form or a JSON object sent. Raises `Refused` (400, 415) for anything else."""
    kind = request.content_type
    try:
        if kind == "application/json":
            return _from_json(await request.json())
        if kind == "application/x-www-form-urlencoded":
            form = await request.post()
            return {name: tuple(_text(value) for value in form.getall(name)) for name in form}
    except (ValueError, LookupError, RecursionError) as error:
        raise Refused(400, sentences.UNREADABLE) from error
    raise Refused(415, sentences.UNREADABLE)


def first(values: Values, name: str) -> str:
    """Return the first value sent under a name, or an empty text."""
    return "".join(values.get(name, ())[:1])


def _from_json(body: Any) -> Values:
    if not isinstance(body, dict):
        raise ValueError("not an object")
    return {name: tuple(map(_text, value if isinstance(value, list) else [value])) for name, value in body.items()}


def cleaned(text: str) -> str:
    """Databases refuse NUL and lone surrogates, so neither gets further than here."""
    return text.replace("\0", "").encode(errors="ignore").decode()


def _text(value: Any) -> str:
    return cleaned(value if isinstance(value, str) else "" if value is None else json.dumps(value))[:LONGEST]


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"
