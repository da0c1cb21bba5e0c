"""Slack as the simulator speaks it, with a surface on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.slack.receive import slack_routes
from bot.slack.surface import SlackSurface
from config.platforms import RoomSettings
from simulator.slack.server import SlackSimulator
from tests.bot.slack.simulated.town import settings_of, simulator_of


@pytest.fixture
async def simulated(clock: Any, inbox: Any) -> AsyncIterator[SlackSimulator]:
    slack = await simulator_of(clock, "http")
    edge = web.Application()
    edge.add_routes(slack_routes(settings_of(slack), clock, inbox))
    async with TestServer(edge) as server:
        slack.events_url = str(server.make_url("/slack/events"))
        slack.interactivity_url = str(server.make_url("/slack/interactive"))
        slack.commands_url = str(server.make_url("/slack/commands"))
        yield slack
        await slack.stop()


@pytest.fixture
def surface(simulated: SlackSimulator, session: aiohttp.ClientSession) -> SlackSurface:
    return SlackSurface(settings_of(simulated), (RoomSettings(name="华东", slack_channel="Csales"),), session)
