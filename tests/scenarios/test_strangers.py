"""People without an account, and buttons that are not theirs, forged or too old: one sentence, nothing done."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from app.play.runner import Options, open_scene
from app.play.scene import Scene
from simulator.message import Message
from simulator.world import Person


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[Scene]:
    async with open_scene(Options()) as running:
        await running.rest()
        yield running


def heard(scene: Scene, person: str, since: int) -> list[str]:
    return [message.text for message in scene.town.world.since(since) if message.to == person]


async def draft_card(scene: Scene) -> Message:
    await scene.simulator("dingtalk").say("zhangwei", "新线索 杭州测试 张三 13800001234")
    await scene.rest()
    return scene.card_for("dingtalk", "zhangwei", "新线索")


def swap_token(scene: Scene, card: Message, token: str) -> None:
    """Put another sealed text behind 确认, as somebody who tampers with the client could."""
    for instance in scene.town.dingtalk.screen.cards.instances.values():
        if instance.track.startswith(str(card.card)):
            instance.params["buttons"] = instance.params["buttons"].replace(card.hooks["确认"]["token"], token)


@pytest.mark.parametrize("platform", ["wecom", "dingtalk", "slack"])
async def test_a_stranger_is_refused_politely_and_sees_nothing(scene: Scene, platform: str) -> None:
    scene.town.world.people["stranger"] = Person("stranger", "路人")
    await draft_card(scene)
    since = scene.town.world.serial
    await scene.simulator(platform).say("stranger", "查 杭州测试")
    await scene.rest()
    (answer,) = heard(scene, "stranger", since)
    assert answer.startswith("您还没有开通跟进助手，请联系管理员开通。")


@pytest.mark.parametrize("how", ["forged", "foreign", "expired"])
async def test_a_tap_that_must_not_count(scene: Scene, how: str) -> None:
    card = await draft_card(scene)
    since = scene.town.world.serial
    if how == "forged":
        swap_token(scene, card, card.hooks["确认"]["token"].replace("confirm", "approve"))
    if how == "foreign":
        await scene.simulator("dingtalk").say("lina", "新线索 上海样例 李四 13800005678")
        await scene.rest()
        theirs, card = card, scene.card_for("dingtalk", "lina", "新线索")
        swap_token(scene, card, theirs.hooks["确认"]["token"])
        since = scene.town.world.serial
    if how == "expired":
        await scene.move_clock(scene.now + timedelta(days=31))
        since = scene.town.world.serial
    who = "lina" if how == "foreign" else "zhangwei"
    await scene.simulator("dingtalk").tap(who, card, "确认")
    await scene.rest()
    (answer,) = heard(scene, who, since)
    assert (
        answer
        == {
            "forged": "这个按钮无效，请从最新的卡片操作。",
            "foreign": "这张卡片不是给您的，无法操作。",
            "expired": "这张卡片已过期，请重新发起。",
        }[how]
    )
    assert await scene.read("leads", {}, None) == []
    refused = await scene.read("audit", {"action": "tap.refused"}, None)
    assert len(refused) == (0 if how == "expired" else 1)


async def test_ten_thousand_characters_get_an_answer_and_no_lead(scene: Scene) -> None:
    since = scene.town.world.serial
    await scene.simulator("slack").say("zhangwei", "好" * 10_000)
    await scene.rest()
    assert heard(scene, "zhangwei", since)[0] == "这条消息太长，我没有处理，请分开发（每条4000字以内）。"
    assert await scene.read("drafts", {}, None) == []
