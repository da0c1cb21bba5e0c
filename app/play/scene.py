"""The running installation as the steps see it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import aiohttp

from app.play.database_fault import DatabaseFault
from app.play.server import Server, ServerFailed
from app.play.town import Town
from simulator.message import Message
from simulator.platform import PlatformSimulator

QUIET_ROUNDS = 2


class Scene:
    """Town and service together; `shown` and `output` are what the present step brought to light."""

    def __init__(self, town: Town, server: Server, admin_token: str) -> None:
        self.town = town
        self.server = server
        self.shown: list[dict[str, Any]] = []
        self.output = ""
        self.database = DatabaseFault(server.env)
        self._admin = admin_token
        self._tokens: dict[str, str] = {}

    @property
    def now(self) -> datetime:
        """The scripted time."""
        assert self.town.moment is not None
        return self.town.moment

    @property
    def admin_token(self) -> str:
        """The operator's API token."""
        return self._admin

    async def close(self) -> None:
        """Nothing of ours stays open."""
        self._tokens.clear()

    async def rest(self) -> None:
        """Return when nothing is under way any more, on either side of the wire."""
        quiet = 0
        while quiet < QUIET_ROUNDS:
            serial = self.town.world.serial
            state = await self.server.control("rest")
            if state["unsettled"]:
                raise ServerFailed(f"the service did not come to rest: {state}")
            busy = self.town.world.in_flight > 0 or self.town.world.serial != serial
            quiet = 0 if busy else quiet + 1
            await asyncio.sleep(0.02)

    def a_minute_passes(self) -> None:
        """Between two steps a minute passes for rate limits, as it does between two acts of people."""
        self.town.world.minutes += 1

    async def move_clock(self, to: datetime) -> None:
        """Go to `to`, stopping at every moment at which something is due, each time until the system rests."""
        if to < self.now:
            raise ValueError(f"time only goes forward: it is {self.now.isoformat()}")
        moment = await self.server.next_moment(to)
        while moment is not None:
            moment = await self._go(moment, to)
        await self._go(to, to)
        await self.rest()

    async def _go(self, moment: datetime, until: datetime) -> datetime | None:
        """Stand at a moment until all is at rest and return the next one; where nothing was sent it is already."""
        world = self.town.world
        self.town.moment = max(moment.astimezone(self.now.tzinfo), self.now)
        world.minutes += 1
        serial = world.serial
        following = await self.server.advance(moment, until)
        if world.serial == serial and not world.in_flight:
            return following
        await self.rest()
        return await self.server.next_moment(until)

    async def install_team(self, users: Sequence[dict[str, Any]]) -> None:
        """Make these the people, in town and in the service."""
        self.town.people(users)
        self._tokens.clear()
        await self._call("PUT", "/api/team", self._admin, {"users": list(users)})

    async def read(self, what: str, where: dict[str, Any], person: str | None) -> list[dict[str, Any]]:
        """Read a collection through the public JSON API with that person's rights."""
        token = self._admin if person is None else await self._token(person)
        found = await self._call("GET", f"/api/{what}", token, params={"where": json.dumps(where)})
        items: list[dict[str, Any]] = found["items"]
        return items

    def simulator(self, on: str) -> PlatformSimulator:
        """Return the simulated platform. Raises LookupError for one that is not connected."""
        found = self.town.platforms.get(on)
        if found is None:
            raise LookupError(f"{on} is not connected in this version")
        return found

    def card_for(self, on: str, person: str, wanted: str | None) -> Message:
        """Return the card a person means: by id, by a part of its title, or the newest they can see."""
        cards = [m for m in self.simulator(on).visible(person) if m.kind in ("card", "update")]
        if wanted is not None:
            by_id = [m for m in cards if m.card == wanted]
            cards = by_id or [m for m in cards if wanted in m.title]
        if not cards:
            raise LookupError(f"{person} sees no such card on {on}: {wanted or '(any)'}")
        return max(cards, key=lambda m: m.serial)

    async def _token(self, person: str) -> str:
        if person not in self._tokens:
            issued = await self._call("POST", "/api/tokens", self._admin, {"user": person})
            self._tokens[person] = issued["token"]
        return self._tokens[person]

    async def _call(
        self, method: str, path: str, token: str, body: Any = None, params: dict[str, str] | None = None
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"}
        try:
            async with self.server.http.request(
                method, f"{self.server.url}{path}", json=body, params=params, headers=headers
            ) as answer:
                found: dict[str, Any] = await answer.json()
                if answer.status != 200:
                    raise LookupError(str(found.get("error", answer.status)))
                return found
        except aiohttp.ClientError as broken:
            raise ServerFailed(f"{path}: {broken}") from broken
