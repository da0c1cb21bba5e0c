"""DingTalk's servers with two people and a group, and a bot on them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulator.dingtalk import DingTalkSimulator
from simulator.world import Person, Room, World
from tests.simulator.dingtalk.dingtalk_bot import Bot, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def ding(clock: Clock) -> AsyncIterator[DingTalkSimulator]:
    world = World(clock)
    people = [Person("zhangwei", "张伟"), Person("lina", "李娜"), Person("gone", "离职", active=False)]
    world.populate(people, [Room("huadong", "华东群", ("zhangwei", "lina"))])
    simulator = DingTalkSimulator(world)
    simulator.stream.patience = 2.0
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def bot(ding: DingTalkSimulator) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as http:
        bot = Bot(ding, http)
        yield bot
        await ding.stream.close()
        await asyncio.gather(*bot.tasks)
