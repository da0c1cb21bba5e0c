"""The adapter and the simulated platform."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.wecom.receive import PATH, wecom_routes
from bot.wecom.surface import WeComSurface
from tests.bot.wecom.simulated.town import Town


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    town = Town()
    await town.wecom.start()
    app = web.Application()
    app.add_routes(wecom_routes(town.settings(), town, town))
    async with TestServer(app) as server:
        town.wecom.callback_url = str(server.make_url(PATH))
        yield town
        await town.wecom.stop()


@pytest.fixture
async def surface(town: Town) -> AsyncIterator[WeComSurface]:
    rooms = {"华东群": town.wecom.webhook_key("east")}
    async with aiohttp.ClientSession() as session:
        timeout = aiohttp.ClientTimeout(total=0.5, connect=0.3)
        yield WeComSurface(town.settings(), town, town, session, rooms, timeout)
