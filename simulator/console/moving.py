"""Moving what surrounds people: the clock, and the customer whose chat sidebar is opened."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from aiohttp import web

from simulator.console.acting import Acting
from simulator.console.form import read_object, text_of
from simulator.console.ledger import Ledger
from simulator.console.local import Refused
from simulator.wecom.login import COOKIE
from simulator.world import SHANGHAI, World

MoveClock = Callable[[datetime], Awaitable[None]]
SidebarUrl = Callable[[str, Mapping[str, str]], Awaitable[str]]
LONGEST_JUMP = timedelta(days=60)


class Moving:
    """The handlers of clock and sidebar. `on_the_way`: the clock is moving, and work is done at each stop."""

    def __init__(
        self,
        world: World,
        ledger: Ledger,
        acting: Acting,
        customers: Mapping[str, Mapping[str, str]],
        move_clock: MoveClock,
        sidebar_url: SidebarUrl | None,
    ) -> None:
        self._world = world
        self._ledger = ledger
        self._acting = acting
        self._customers = customers
        self._move_clock = move_clock
        self._sidebar_url = sidebar_url
        self.on_the_way = False

    async def clock(self, request: web.Request) -> web.Response:
        """`POST /clock {by: hours}` or `{to: "08:30"}` (tomorrow, Shanghai) or `{to: ISO 8601 with offset}`."""
        target = clock_target(await read_object(request), self._world.now())
        if self.on_the_way:
            raise Refused(409, "时间正在走，请稍等")
        self.on_the_way = True
        before = self._world.serial
        self._ledger.touch()
        try:
            await self._move_clock(target)
        except ValueError as wrong:
            raise Refused(400, str(wrong)) from None
        finally:
            self.on_the_way = False
            self._ledger.touch()
        return web.json_response({"now": self._world.now().isoformat(), "arrived": self._world.serial - before})

    async def sidebar(self, request: web.Request) -> web.Response:
        """`POST /sidebar {person, customer}` → `{url}` of the page that the person's client opens."""
        body = await read_object(request)
        person = self._acting.person(text_of(body, "person"))
        customer = self._customers.get(text_of(body, "customer"))
        if customer is None or self._sidebar_url is None:
            raise Refused(404, "没有这位客户")
        try:
            answer = web.json_response({"url": await self._sidebar_url(person, customer)})
        except LookupError as impossible:
            raise Refused(422, str(impossible.args[0] if impossible.args else impossible)) from None
        # The client that opens the page is this person's; cookies do not tell one port from another.
        answer.set_cookie(COOKIE, person, httponly=True, samesite="Lax")
        return answer


def clock_target(order: Mapping[str, Any], now: datetime) -> datetime:
    """Return the moment an order means. Raises Refused for anything unclear, backwards or farther than 60 days."""
    by, to = order.get("by"), order.get("to")
    try:
        if isinstance(by, int | float) and not isinstance(by, bool):
            target = now + timedelta(hours=by)
        elif isinstance(to, str) and len(to) == len("08:30"):
            tomorrow = now.astimezone(SHANGHAI).date() + timedelta(days=1)
            target = datetime.combine(tomorrow, time.fromisoformat(to), SHANGHAI)
        else:
            target = datetime.fromisoformat(str(to))
    except (ValueError, OverflowError):
        raise Refused(400, "看不懂要走到什么时间") from None
    if target.tzinfo is None or not now < target <= now + LONGEST_JUMP:
        raise Refused(400, "时间只能向前走，一次最多60天")
    return target
