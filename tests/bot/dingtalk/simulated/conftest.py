"""DingTalk as the simulator speaks it, with a surface and a stream on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.dingtalk.receive import StreamReceiver
from bot.dingtalk.stream import Pace, StreamClient
from bot.dingtalk.surface import DingTalkSurface
from config.platforms import DingTalkSettings, RoomSettings
from simulator.dingtalk.server import DingTalkSimulator
from simulator.world import Person, Room, World
from tests.bot.dingtalk.simulated.town import ROOM


@pytest.fixture
async def dingtalk(clock: Any) -> AsyncIterator[DingTalkSimulator]:
    world = World(clock.now)
    world.populate([Person("linqiao", "林乔"), Person("wangmeng", "王蒙")], [Room(ROOM, "华东销售群")])
    simulated = DingTalkSimulator(world)
    await simulated.start()
    yield simulated
    await simulated.stop()


@pytest.fixture
def app(dingtalk: DingTalkSimulator) -> DingTalkSettings:
    return DingTalkSettings(
        app_key=dingtalk.app_key,
        app_secret=SecretStr(dingtalk.app_secret),
        card_template=dingtalk.template,
        api_base=dingtalk.url,
        oapi_base=dingtalk.url,
    )


@pytest.fixture
def surface(
    dingtalk: DingTalkSimulator, app: DingTalkSettings, session: aiohttp.ClientSession, clock: Any, shelf: Any
) -> DingTalkSurface:
    room = RoomSettings(
        name="华东",
        dingtalk_robot=SecretStr(dingtalk.robot_token(ROOM)),
        dingtalk_robot_secret=SecretStr(dingtalk.robot_secret(ROOM)),
    )
    return DingTalkSurface(app, (room,), session, clock, shelf)


@pytest.fixture
async def stream(
    app: DingTalkSettings, inbox: Any, session: aiohttp.ClientSession, clock: Any
) -> AsyncIterator[StreamClient]:
    client = StreamClient(app, StreamReceiver(inbox), session, clock, Pace(first=0.01, longest=0.05))
    task = asyncio.create_task(client.run())
    await asyncio.wait_for(client.connected.wait(), 10)
    yield client
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 10)
