"""The console's web server: the page, the state it draws, and what people do on it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

from simulator.console.acting import Acting
from simulator.console.feed import feed
from simulator.console.files import Files
from simulator.console.ledger import Ledger
from simulator.console.local import local_only
from simulator.console.moving import MoveClock, Moving, SidebarUrl
from simulator.console.screens import newest, screen
from simulator.listening import Listening
from simulator.platform import PlatformSimulator
from simulator.world import World

HERE = Path(__file__).parent
LARGEST_BODY = 9 << 20
WAIT_SECONDS = 20.0
About = Callable[[], Mapping[str, Mapping[str, str]]]


class Console:
    """Serves the page on 127.0.0.1. It knows the simulators and nothing of the bot behind them.

    `move_clock` brings the scripted time to a moment and returns when everything due on the way has happened.
    `sidebar_url` returns the page that a WeCom client opens for this person and customer. `about` returns what is
    known of people beside their names: `{"zhangwei": {"role": "销售", "team": "华东组"}}`.
    """

    def __init__(
        self,
        world: World,
        platforms: Mapping[str, PlatformSimulator],
        move_clock: MoveClock,
        sidebar_url: SidebarUrl | None = None,
        about: About = dict,
    ) -> None:
        self.url = ""
        self._world = world
        self._platforms = platforms
        self._about = about
        self._guide: dict[str, Any] = json.loads((HERE / "guide.json").read_text(encoding="utf-8"))
        self._ledger = Ledger(world)
        self._acting = Acting(world, platforms, self._ledger)
        customers = {customer["id"]: customer for customer in self._guide["customers"]}
        self._moving = Moving(world, self._ledger, self._acting, customers, move_clock, sidebar_url)
        self._files = Files(world, self._ledger)
        self._listening = Listening()
        self._closing = asyncio.Event()

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1; port 0 takes any free one. Raises OSError when the port is taken."""
        self._closing = asyncio.Event()
        self.url = f"http://{await self._listening.start(self.application(), port)}"

    async def stop(self) -> None:
        """Close all connections."""
        self._closing.set()
        await self._listening.stop()

    def application(self) -> web.Application:
        """Return the web application, for a server of one's own."""
        app = web.Application(middlewares=[local_only], client_max_size=LARGEST_BODY)
        app.add_routes(
            [
                web.get("/", self._page),
                web.get("/state", self._state),
                web.get("/guide", self._guided),
                web.get("/voice/{number:\\d+}", self._files.voice),
                web.get("/content/{serial:\\d+}", self._files.content),
                web.get("/samples/{name}", self._files.sample),
                web.post("/say", self._acting.say),
                web.post("/voice", self._acting.voice),
                web.post("/tap", self._acting.tap),
                web.post("/clock", self._moving.clock),
                web.post("/sidebar", self._moving.sidebar),
                web.static("/static", HERE / "static"),
            ]
        )
        return app

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(HERE / "static" / "index.html")

    async def _state(self, request: web.Request) -> web.Response:
        """`GET /state?view=person@platform&…&since=stamp`: with the present stamp it waits for something new."""
        views = [view.partition("@")[::2] for view in request.query.getall("view", [])]
        wanted = [(self._acting.person(person), self._acting.platform(platform)) for person, platform in views]
        if request.query.get("since") == self._stamp():
            await self._something_new()
        world = self._world
        about = self._about()
        people = [{"id": one.id, "name": one.name, **about.get(one.id, {})} for one in world.people.values()]
        return web.json_response(
            {
                "stamp": self._stamp(),
                "now": world.now().isoformat(),
                "moving": self._moving.on_the_way,
                "platforms": list(self._platforms),
                "people": people,
                "rooms": [{"id": one.id, "name": one.name, "members": one.members} for one in world.rooms.values()],
                "newest": newest(world),
                "feed": feed(world, self._ledger),
                "screens": [screen(simulator, world, self._ledger, person) for person, simulator in wanted],
            },
            dumps=lambda value: json.dumps(value, ensure_ascii=False),
        )

    def _stamp(self) -> str:
        minute = int(self._world.now().timestamp()) // 60
        return f"{self._world.serial}.{self._ledger.version}.{minute}"

    async def _something_new(self) -> None:
        """Return when a message arrived, somebody acted, the console closes, or after a while."""
        events = (self._world.changed, self._ledger.changed, self._closing)
        waiting = [asyncio.create_task(event.wait()) for event in events]
        try:
            await asyncio.wait(waiting, timeout=WAIT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    async def _guided(self, request: web.Request) -> web.Response:
        return web.json_response(self._guide)
