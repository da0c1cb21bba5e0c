"""What robots send on DingTalk, with tokens, limits, faults and files."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from simulator.dingtalk import DingTalkSimulator
from tests.simulator.dingtalk.dingtalk_bot import Bot, Clock

BATCH = "/v1.0/robot/oToMessages/batchSend"


def text(content: str, users: list[str]) -> dict[str, Any]:
    return {
        "robotCode": "dingGENJIN",
        "userIds": users,
        "msgKey": "sampleText",
        "msgParam": json.dumps({"content": content}),
    }


async def test_voice_has_a_code_that_only_this_robot_can_use(ding: DingTalkSimulator, bot: Bot, clock: Clock) -> None:
    await bot.connect()
    assert await ding.voice("zhangwei", b"RIFFsound", "周砚同意看演示")
    content = bot.data()["content"]
    assert content["recognition"] == "周砚同意看演示"
    path = "/v1.0/robot/messageFiles/download"
    status, answer = await bot.call("POST", path, {"downloadCode": content["downloadCode"], "robotCode": "other"})
    assert status == 400
    status, answer = await bot.call("POST", path, {"downloadCode": content["downloadCode"], "robotCode": "dingGENJIN"})
    async with bot.http.get(answer["downloadUrl"]) as file:
        assert await file.read() == b"RIFFsound"
    clock.at += timedelta(minutes=11)
    async with bot.http.get(answer["downloadUrl"]) as file:
        assert file.status == 403
    assert await ding.voice("zhangwei", b"RIFFsound")
    assert "recognition" not in bot.data()["content"]
    with pytest.raises(LookupError):
        await ding.voice("zhangwei", b"x", group="华东群")


async def test_robot_sends(ding: DingTalkSimulator, bot: Bot) -> None:
    answer = (await bot.call("POST", BATCH, text("你好", ["zhangwei", "gone", "nobody"])))[1]
    assert answer["invalidStaffIdList"] == ["gone", "nobody"]
    assert (await bot.call("POST", BATCH, text("x", ["zhangwei"] * 21)))[0] == 400
    markdown = {"title": "日报", "text": "### 日报\n**客户**：[杭州测试](http://x/1)\n阶段：演示"}
    group = {
        "robotCode": "dingGENJIN",
        "openConversationId": "huadong",
        "msgKey": "sampleMarkdown",
        "msgParam": json.dumps(markdown),
    }
    assert (await bot.call("POST", "/v1.0/robot/groupMessages/send", group))[0] == 200
    action = {"title": "提醒", "text": "看看", "actionTitle1": "打开", "actionURL1": "u1", "actionTitle2": "忽略"}
    wrong = text("", ["zhangwei"]) | {"msgKey": "sampleActionCard2", "msgParam": json.dumps(action)}
    assert (await bot.call("POST", BATCH, wrong))[0] == 400
    right = wrong | {"msgParam": json.dumps(action | {"actionURL2": "u2"})}
    assert (await bot.call("POST", BATCH, right))[0] == 200
    hello, report, reminder = ding.visible("zhangwei")
    assert (hello.kind, hello.text, hello.to) == ("text", "你好", "zhangwei")
    assert (report.group, report.fields, report.links) == (
        "华东群",
        {"客户": "杭州测试", "阶段": "演示"},
        {"杭州测试": "http://x/1"},
    )
    assert (reminder.kind, reminder.links, reminder.done) == ("card", {"打开": "u1", "忽略": "u2"}, True)


async def test_faults_of_the_api(ding: DingTalkSimulator, bot: Bot) -> None:
    token = await bot.token()
    ding.world.faults.order("dingtalk", "429")
    assert (await bot.call("POST", BATCH, text("x", ["zhangwei"]), token))[0] == 429
    ding.world.faults.order("dingtalk", "token_expired")
    status, answer = await bot.call("POST", BATCH, text("x", ["zhangwei"]), token)
    assert (status, answer["code"]) == (401, "InvalidAuthentication")
    assert (await bot.call("POST", BATCH, text("x", ["zhangwei"]), token))[0] == 401
    ding.world.faults.order("dingtalk", "refuse")
    with pytest.raises(aiohttp.ClientError):
        await bot.call("POST", BATCH, text("x", ["zhangwei"]))
    assert ding.world.messages == []
    ding.world.faults.order("dingtalk", "timeout")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(bot.call("POST", BATCH, text("once", ["zhangwei"])), 0.3)
    assert [message.text for message in ding.world.messages] == ["once"]


async def test_tokens_end_with_the_world_clock_and_calls_are_limited(bot: Bot, clock: Clock) -> None:
    token = await bot.token()
    clock.at += timedelta(hours=2)
    assert (await bot.call("POST", BATCH, text("x", ["zhangwei"]), token))[0] == 401
    token = await bot.token()
    many = [bot.call("POST", BATCH, text("x", ["zhangwei"]), token) for _ in range(21)]
    assert sorted(status for status, _ in await asyncio.gather(*many))[-1] == 429


async def test_media_upload(ding: DingTalkSimulator, bot: Bot) -> None:
    form = aiohttp.FormData()
    form.add_field("media", b"%PDF", filename="a.pdf")
    url = f"{ding.url}/media/upload?access_token={await bot.token()}&type=file"
    async with bot.http.post(url, data=form) as answer:
        assert (await answer.json())["media_id"] in ding.media.uploads
