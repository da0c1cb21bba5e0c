"""More requests than the database has places for wait in a line, and are told so when it is too long."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web
from aiohttp.typedefs import Middleware

from handlers.texts.assignment_texts import CROWDED
from storage.database import POOL, Busy, Database, patience

IN_LINE = 200
LINE_SECONDS, SESSION_SECONDS = 15.0, 20.0
EXEMPT = ("/healthz", "/_play/")
RETRY_AFTER = "5"
log = structlog.get_logger(__name__)


class Crowding:
    """One line for all requests of a process. Jobs stand in none: what they do is stored already and can wait."""

    def __init__(self, database: Database) -> None:
        self._places = asyncio.Semaphore(POOL[database.dialect])
        self._waiting = 0

    def middleware(self) -> Middleware:
        """Return what lets requests in one by one; who cannot be let in within 15 seconds is answered 503."""

        @web.middleware
        async def orderly(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            if request.path.startswith(EXEMPT):
                return await handler(request)
            if not await self._enter():
                return turned_away()
            patience.set(SESSION_SECONDS)
            try:
                return await handler(request)
            except Busy:
                return turned_away()
            finally:
                self._places.release()

        return orderly

    async def _enter(self) -> bool:
        if self._waiting >= IN_LINE:
            return False
        self._waiting += 1
        try:
            async with asyncio.timeout(LINE_SECONDS):
                await self._places.acquire()
        except TimeoutError:
            return False
        finally:
            self._waiting -= 1
        return True


def turned_away() -> web.Response:
    """Return the answer to who came when too many were there; nothing of theirs was begun."""
    log.warning("request turned away", why="crowded")
    return web.json_response({"error": CROWDED}, status=503, headers={"Retry-After": RETRY_AFTER})
