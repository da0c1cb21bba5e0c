"""kill -9 at random moments under load, over the real protocols: nothing acknowledged is lost, nothing comes twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from app.play.runner import Options, open_scene
from app.play.scene import Scene

MESSAGES = 300
KILLS = 6
REPS = 30
AT_ONCE = 8
PLATFORMS = ("wecom", "dingtalk", "slack")


class Crowd:
    """Sales people who write leads until so many were acknowledged. A message is known by its phone number."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.up = asyncio.Event()
        self.up.set()
        self.acknowledged: set[str] = set()
        self.cut_off: set[str] = set()
        self._written = 0
        self._news = asyncio.Event()

    async def write(self, first: int) -> None:
        """Write every AT_ONCE-th message of the day, each by its own person and on its own platform."""
        for number in range(first, MESSAGES, AT_ONCE):
            while not await self._say(PLATFORMS[number % 3], f"rep{number // 3 % REPS}"):
                await self.up.wait()

    async def until(self, count: int) -> None:
        """Wait until that many messages were acknowledged."""
        while len(self.acknowledged) < count:
            self._news.clear()
            await self._news.wait()

    async def _say(self, on: str, person: str) -> bool:
        phone = f"138{self._written:08d}"
        self._written += 1
        accepted = await self.scene.simulator(on).say(person, f"新线索 杭州测试 张三 {phone}")
        (self.acknowledged if accepted else self.cut_off).add(phone)
        self._news.set()
        return accepted


async def kill_now_and_then(crowd: Crowd, chance: Random) -> None:
    """Kill the service at moments that the seed decides, spread over the whole day."""
    share = MESSAGES // (KILLS + 1)
    for kill in range(KILLS):
        await crowd.until(kill * share + chance.randint(share // 3, share))
        await asyncio.sleep(chance.uniform(0.0, 0.3))
        crowd.up.clear()
        await crowd.scene.server.crash()
        crowd.up.set()


async def come_to_rest(scene: Scene) -> None:
    """Let also those deliveries settle that wait for a later attempt."""
    await scene.rest()
    while (waiting := await scene.server.next_moment(scene.now.replace(hour=20))) is not None:
        await scene.move_clock(waiting)


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
async def test_every_acknowledged_message_has_one_draft_and_one_card(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = "" if backend == "sqlite" else request.getfixturevalue("postgresql_url")
    async with open_scene(Options(database=url)) as scene:
        people = [{"id": f"rep{n}", "name": f"销售{n}", "role": "sales", "team": "华东组"} for n in range(REPS)]
        await scene.install_team(people)
        crowd = Crowd(scene)
        async with asyncio.TaskGroup() as day:
            day.create_task(kill_now_and_then(crowd, Random(9)))
            for first in range(AT_ONCE):
                day.create_task(crowd.write(first))
        await come_to_rest(scene)
        arrived = scene.town.world.messages
        drafts = Counter(draft["phone"] for draft in await scene.read("drafts", {}, None))
        settled = Counter(found["state"] for found in await scene.read("deliveries", {"kind": "card"}, None))
    cards = Counter(message.fields.get("手机号") for message in arrived)
    assert {message.kind for message in arrived} == {"card"}
    assert len(crowd.acknowledged) == MESSAGES
    assert drafts.keys() - crowd.cut_off == crowd.acknowledged
    assert set(drafts.values()) == {1}
    assert cards == drafts
    assert settled == {"sent": drafts.total()}
