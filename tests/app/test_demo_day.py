"""The demo's clock and what the console learns of people and customers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

import app.demo
from app.demo import DemoDay, run_demo
from app.play.town import DEMO_TEAM
from simulator.wecom import WeComSimulator
from simulator.world import SHANGHAI, Person, World


class Scene:
    """A scene whose service does nothing but go where it is told."""

    def __init__(self) -> None:
        self.now = datetime.now(SHANGHAI)
        self.moves: list[datetime] = []
        self.moved = asyncio.Event()
        self.server = SimpleNamespace(url="http://127.0.0.1:1")
        world = World(lambda: self.now)
        team = json.loads(DEMO_TEAM.read_text(encoding="utf-8"))["users"]
        world.populate([Person(user["id"], user["name"]) for user in team], [])
        self.town: Any = SimpleNamespace(team=team, wecom=WeComSimulator(world))

    async def move_clock(self, to: datetime) -> None:
        assert to >= self.now, "time never goes back"
        self.now = to
        self.moves.append(to)
        self.moved.set()


def day_of(scene: Any) -> DemoDay:
    return DemoDay(scene)


@pytest.fixture
async def bot() -> AsyncIterator[TestServer]:
    """A bot that acknowledges everything."""

    async def acknowledge(request: web.Request) -> web.Response:
        return web.Response()

    application = web.Application()
    application.router.add_post("/wecom/callback", acknowledge)
    async with TestServer(application) as server:
        yield server


async def test_the_clock_jumps_and_then_goes_on_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene()
    day = day_of(scene)
    tomorrow = scene.now + timedelta(days=1)
    await day.move(tomorrow)
    assert scene.moves == [tomorrow]
    scene.moved.clear()
    monkeypatch.setattr(app.demo, "FOLLOW_SECONDS", 0)
    following = asyncio.create_task(day.follow())
    async with asyncio.timeout(5):
        await scene.moved.wait()
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    assert tomorrow <= scene.now < tomorrow + timedelta(minutes=1)


async def test_a_time_that_is_over_changes_nothing() -> None:
    scene = Scene()
    before = scene.now
    await day_of(scene).move(before - timedelta(hours=1))
    assert scene.now == before


async def test_the_sidebar_opens_through_a_login_beside_a_contact(bot: TestServer) -> None:
    scene = Scene()
    scene.town.wecom.callback_url = str(bot.make_url("/wecom/callback"))
    day = day_of(scene)
    customer = {"id": "wmGENJIN0001", "name": "林晓"}
    for person in ("zhangwei", "lina", "zhangwei"):
        url = urlsplit(await day.sidebar_url(person, customer))
    assert url.path == "/login"
    assert parse_qs(url.query) == {"next": ["/sidebar?external_userid=wmGENJIN0001"]}
    known = scene.town.wecom.customers["wmGENJIN0001"]
    assert (known.name, list(known.followers)) == ("林晓", ["zhangwei", "lina"])
    await scene.town.wecom.stop()


def test_everybody_has_a_role_in_chinese() -> None:
    about = day_of(Scene()).about()
    assert about["wangfang"] == {"role": "主管", "team": "华东组"}
    assert all(known["role"] for known in about.values())


async def test_the_demo_says_what_went_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: Any) -> Any:
        raise app.demo.ServerFailed("the service stopped at start")

    monkeypatch.setattr(app.demo, "open_scene", broken)
    with pytest.raises(SystemExit):
        await run_demo(0, None)
    assert "the service stopped at start" in capsys.readouterr().err
