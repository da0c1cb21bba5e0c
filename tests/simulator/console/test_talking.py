"""What people say on the console page, and what they are refused."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.simulator.console.console_page import Page


async def test_words_and_their_answer_stand_in_order(page: Page) -> None:
    sent = {"person": "zhangwei", "platform": "wecom", "text": " 你好 "}
    assert await page.post("say", sent) == (200, {"delivered": True})
    mine, answer = await page.messages("zhangwei@wecom")
    assert (mine["mine"], mine["text"], mine["delivered"]) == (True, "你好", True)
    assert (answer["mine"], answer["text"]) == (False, "收到：你好")
    assert await page.messages("zhangwei@dingtalk") == []
    assert await page.messages("wujing@wecom") == []


async def test_a_message_the_bot_did_not_take_is_marked(page: Page) -> None:
    page.wecom.lost = True
    await page.post("say", {"person": "zhangwei", "platform": "wecom", "text": "你好"})
    assert (await page.messages("zhangwei@wecom"))[0]["delivered"] is False


async def test_a_room_is_seen_by_its_members_only(page: Page) -> None:
    sent = {"person": "zhangwei", "platform": "dingtalk", "text": "在吗", "room": "华东群"}
    assert (await page.post("say", sent))[0] == 200
    mine, answer = await page.messages("zhangwei@dingtalk")
    assert (mine["group"], answer["group"], answer["text"]) == ("华东群", "华东群", "收到：在吗")
    state = await page.state("wujing@dingtalk", "zhangwei@dingtalk")
    assert [screen["rooms"] for screen in state["screens"]][1] == ["华东群", "CRM管理群"]


async def test_what_a_platform_does_not_offer_never_happened(page: Page) -> None:
    sent = {"person": "zhangwei", "platform": "wecom", "text": "在吗", "room": "华东群"}
    assert await page.post("say", sent) == (422, {"error": "企业微信应用收不到群消息"})
    assert await page.messages("zhangwei@wecom") == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"person": "nobody", "platform": "wecom", "text": "x"}, 404),
        ({"person": "zhangwei", "platform": "fax", "text": "x"}, 404),
        ({"person": "zhangwei", "platform": "dingtalk", "text": "x", "room": "没有的群"}, 404),
        ({"person": "zhangwei", "platform": "wecom", "text": "  "}, 400),
        ({"person": "zhangwei", "platform": "wecom", "text": 7}, 400),
        (["zhangwei"], 400),
    ],
)
async def test_nonsense_is_refused_with_a_sentence(page: Page, body: Any, status: int) -> None:
    answered, said = await page.post("say", body)
    assert answered == status and said["error"]
    assert page.world.messages == []


async def test_nobody_has_no_screen(page: Page) -> None:
    for view in ("nobody@wecom", "zhangwei@fax", "zhangwei"):
        status, _, _ = await page.get("state", params={"view": view})
        assert status == 404


async def test_the_page_waits_until_something_is_new(page: Page) -> None:
    stamp = (await page.state("zhangwei@wecom"))["stamp"]
    waiting = asyncio.create_task(page.state("zhangwei@wecom", since=stamp))
    await page.post("say", {"person": "wujing", "platform": "wecom", "text": "你好"})
    async with asyncio.timeout(5):
        state = await waiting
    assert state["stamp"] != stamp
    assert [line["names"] for line in state["feed"]][-1:] == [["吴静"]]


async def test_what_reaches_many_is_one_line(page: Page) -> None:
    for platform in (page.wecom, page.dingtalk):
        for person in ("zhangwei", "wujing"):
            platform.send(person, "card", title="审批 1")
    [line] = (await page.state())["feed"]
    assert (line["names"], line["ons"]) == (["张伟", "吴静"], ["wecom", "dingtalk"])
