"""Slack's servers with two people and a channel, and an app on them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from simulator.slack import SlackSimulator
from simulator.world import Person, Room, World
from tests.simulator.slack.slack_app import App, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[SlackSimulator]:
    world = World(clock)
    world.populate(
        [Person("zhangwei", "张伟"), Person("lina", "李娜")], [Room("huadong", "华东群", ("zhangwei", "lina"))]
    )
    simulator = SlackSimulator(world)
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def app(slack: SlackSimulator) -> AsyncIterator[App]:
    async with aiohttp.ClientSession() as http:
        app = App(slack, http)
        routes = web.Application()
        routes.router.add_post("/slack/events", app.receive)
        runner = web.AppRunner(routes, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        slack.events_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        yield app
        await runner.cleanup()
