"""Control points of a scripted service: they exist only with a manual clock and a control token."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Protocol

from aiohttp import web


class MovableTime(Protocol):
    """The script's grip on the clock."""

    async def advance(self, to: datetime) -> datetime | None: ...
    async def rest(self) -> None: ...
    async def next_moment(self) -> datetime | None: ...


class Work(Protocol):
    """What may still be under way."""

    async def unsettled(self) -> int: ...


class Control:
    """`/_play/…`: move the clock, wait for rest."""

    def __init__(self, script: MovableTime, engine: Work, token: str) -> None:
        if not token:
            raise ValueError("a manual clock needs a control token")
        self._script = script
        self._engine = engine
        self._token = token

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.post("/_play/{what}", self.act)]

    async def act(self, request: web.Request) -> web.Response:
        """Do one of advance, next, rest."""
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            raise web.HTTPForbidden
        body = await request.json()
        match request.match_info["what"]:
            case "advance":
                return _until(await self._script.advance(datetime.fromisoformat(body["to"])), body["until"])
            case "next":
                return _until(await self._script.next_moment(), body["until"])
            case "rest":
                await self._script.rest()
            case _:
                raise web.HTTPNotFound
        return web.json_response({"unsettled": await self._engine.unsettled()})


def _until(moment: datetime | None, until: str) -> web.Response:
    ahead = moment is not None and moment <= datetime.fromisoformat(until)
    return web.json_response({"at": moment.isoformat() if moment is not None and ahead else None})
