"""Cards against the simulated platform: pressed, changed, sent to many, never cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import NoHandle, Unknown
from bot.surface import Parcel, Receipt
from bot.wecom.surface import WeComSurface
from handlers.inbound import CardAction
from tests.bot.wecom.simulated.town import CARD, Town, card, send, to


async def test_a_card_is_pressed_and_changed_with_the_code_of_the_press(town: Town, surface: WeComSurface) -> None:
    await send(surface, card())
    [shown] = town.seen_by("zhangwei")
    assert (shown.card, shown.title, shown.fields["客户公司"]) == ("act-417", "新线索", "杭州测试")
    assert shown.buttons[:3] == ["确认", "修改", "取消"]
    assert await town.wecom.tap("zhangwei", shown, "确认", {"阶段": "报价"})
    action = town.last_event(surface)
    assert isinstance(action, CardAction)
    assert (action.token, action.values) == ("sealed.confirm", {"stage": ("quote",)})
    done = CARD.settled("已由张伟确认 14:05")
    update = Parcel("update:1", "update", to("zhangwei"), card=done, place=Receipt("", action.handle))
    await send(surface, update)
    [changed] = town.seen_by("zhangwei")
    assert (changed.kind, changed.done) == ("update", True)
    assert "已由张伟确认 14:05" in changed.text
    with pytest.raises(NoHandle):
        await send(surface, replace(update, key="update:2"))


async def test_a_card_is_changed_with_the_code_it_was_sent_with(town: Town, surface: WeComSurface) -> None:
    [receipt] = await send(surface, card())
    newer = replace(CARD, rev=2, title="新线索（已修改）")
    update = Parcel("update:1", "update", to("zhangwei"), card=newer, sign=lambda a: f"newer.{a}", place=receipt)
    await send(surface, update)
    [changed] = town.seen_by("zhangwei")
    assert changed.title == "新线索（已修改）"
    assert await town.wecom.tap("zhangwei", changed, "取消")
    action = town.last_event(surface)
    assert isinstance(action, CardAction) and action.token == "newer.cancel"
    town.at += timedelta(hours=72)
    expired = replace(update, key="update:2", place=Receipt("", action.handle))
    with pytest.raises(NoHandle):
        await send(surface, expired)


async def test_a_lost_update_is_not_followed_by_a_second_message(town: Town, surface: WeComSurface) -> None:
    [receipt] = await send(surface, card())
    update = Parcel("update:1", "update", to("zhangwei"), card=CARD.settled("已确认"), place=receipt)
    town.world.faults.order("wecom", "timeout")
    with pytest.raises(Unknown):
        await send(surface, update)
    assert await send(surface, update) == [Receipt("", {"in_doubt": "1"})]


async def test_the_same_card_goes_to_two_people_and_its_menu_comes_back(town: Town, surface: WeComSurface) -> None:
    await send(surface, card("card:1", "zhangwei"))
    await send(surface, card("card:2", "lina"))
    [shown] = town.seen_by("lina")
    assert await town.wecom.tap("lina", shown, "不再提醒")
    action = town.last_event(surface)
    assert isinstance(action, CardAction)
    assert (action.token, action.actor.id) == ("sealed.mute", "lina")


async def test_nothing_on_the_card_is_cut_and_pictures_and_long_words_pass(town: Town, surface: WeComSurface) -> None:
    await send(surface, card("1", image="https://crm.example.test/i.png", body_md="很长的说明。\n\n" * 300))
    await send(surface, card("2", actions=(), choices=(), menu=(), rev=2))
    assert town.wecom.cut == []
    assert [message.kind for message in town.seen_by("zhangwei")][-1] == "card"
