"""The service's HTTP: webhooks by the short way, everything else through the web framework, on one port."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from app.installation import Installation
from app.pages.routes import page_routes_of
from app.service.crowding import Crowding
from app.service.refusals import Refusals
from bot.front import Front
from bot.webhook import BODY_AT_MOST
from scheduler.dbos_engine import DbosEngine
from web.api.control import Control
from web.client_address import behind

STOP_SECONDS = 5.0


class Listener:
    """A port that is listened on."""

    def __init__(self, server: asyncio.Server, front: Front, runner: web.AppRunner) -> None:
        self._server = server
        self._front = front
        self._runner = runner

    async def close(self) -> None:
        """Take no more connections, answer what was begun, then close."""
        self._server.close()
        await self._front.close()
        await self._runner.cleanup()


async def listen(service: Installation, control: Control | None) -> Listener:
    """Begin to serve what the role of this process asks for."""
    refusals = Refusals(service.database, service.clock)
    taking = service.settings.role != "worker"
    app = application(service, refusals, control)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
    await runner.setup()
    assert runner.server is not None
    webhooks = {path: refusals.watch(path, webhook) for path, webhook in service.platforms.webhooks.items()}
    front = Front(webhooks if taking else {}, runner.server)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(front, service.settings.host, service.settings.port, backlog=128)
    return Listener(server, front, runner)


def application(service: Installation, refusals: Refusals, control: Control | None = None) -> web.Application:
    """Return everything that the web framework serves in this process's role."""
    app = web.Application(
        client_max_size=BODY_AT_MOST, middlewares=[Crowding(service.database).middleware(), refusals.middleware()]
    )
    app.router.add_get("/healthz", _health(service.engine))
    if service.settings.role != "worker":
        app.add_routes(service.platforms.routes)
        app.add_routes(page_routes_of(service))
    if control is not None:
        app.add_routes(control.routes())
    app.middlewares.insert(0, behind(service.settings.trusted_proxies))
    return app


def _health(engine: DbosEngine) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def health(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "unsettled": await engine.unsettled()})

    return health
