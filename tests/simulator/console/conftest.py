"""The console page."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulator.world import Person, Room, World
from tests.simulator.console.console_page import Page


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    pages: list[Page] = []
    world = World(lambda: pages[0].at)
    people = [Person("zhangwei", "张伟"), Person("wujing", "吴静")]
    world.populate(people, [Room("east", "华东群", ("zhangwei",)), Room("crm", "CRM管理群")])
    async with aiohttp.ClientSession() as http:
        pages.append(Page(world, http))
        await pages[0].console.start()
        yield pages[0]
        await pages[0].console.stop()
