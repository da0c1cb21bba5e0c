"""Whoever was turned away at the web's edge is written down: which route, from where, and who if that is known.

Those who are not logged in can knock as often as they like, so their rows are few a minute; the rest is counted.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog
from aiohttp import web
from aiohttp.typedefs import Middleware
from sqlalchemy.exc import SQLAlchemyError

from bot.webhook import Reply, Webhook
from crm.trail import AuditRow
from handlers.ports import Clock
from storage.audit.log import note, origin
from storage.database import Database
from web.origin import remember_origin
from web.route_rights import TURNED_AWAY

STATUSES = frozenset({400, 401, 403})
OWN_WORDS = ("/api/", "/intake/")  # these write down themselves what they refuse
A_MINUTE = 30
MINUTE = timedelta(minutes=1)
log = structlog.get_logger(__name__)


class Refusals:
    """Keeps the rows. One of it a process."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._since = clock.now()
        self._strangers = 0

    async def keep(self, subject: str, surface: str) -> None:
        """Write one refusal down; of strangers at most thirty a minute, the others as one row with their number."""
        asked, now = origin.get(), self._clock.now()
        actor = asked.actor if asked is not None and asked.actor else "unknown"
        rows = [AuditRow(now, actor, "http.refused", subject, surface)]
        if actor == "unknown":
            rows = [*self._counted(now, surface), *(rows if self._strangers < A_MINUTE else [])]
            self._strangers += 1
        if not rows:
            return
        try:
            async with self._database.begin() as session:
                for row in rows:
                    note(session.sync_session, row)
        except SQLAlchemyError as problem:
            log.error("refusal not kept", problem=type(problem).__name__, subject=subject)

    def _counted(self, now: datetime, surface: str) -> list[AuditRow]:
        if abs(now - self._since) < MINUTE:
            return []
        more, self._since, self._strangers = self._strangers - A_MINUTE, now, 0
        return [AuditRow(now, "unknown", "http.refused", f"more:{more}", surface)] if more > 0 else []

    def watch(self, path: str, webhook: Webhook) -> Webhook:
        """Return the webhook whose refusals are kept too."""

        async def watched(headers: Mapping[str, str], body: bytes) -> Reply:
            reply = await webhook(headers, body)
            if reply.status in STATUSES:
                origin.set(None)
                await self.keep(f"route:POST {path} {reply.status}", "webhook")
            return reply

        return watched

    def middleware(self) -> Middleware:
        """Return what keeps the refusals of the routes."""

        @web.middleware
        async def refused(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            if request.path.startswith("/intake/"):
                remember_origin(request, "intake")
            else:
                origin.set(None)
            response = await handler(request)
            why = request.get(TURNED_AWAY, "")
            if (why or response.status in STATUSES) and not request.path.startswith(OWN_WORDS):
                if origin.get() is None:
                    remember_origin(request, "web")
                await self.keep(f"route:{_route(request)} {why or response.status}", "web")
            return response

        return refused


def _route(request: web.Request) -> str:
    """Return the route's own words; what was asked for is not kept, for it may hold a secret."""
    resource = request.match_info.route.resource
    return f"{request.method} {resource.canonical if resource is not None else '?'}"
