"""DingTalk's stream: frames, acknowledgements, moves to another connection."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from simulator.dingtalk import DingTalkSimulator
from tests.simulator.dingtalk.dingtalk_bot import Bot


async def test_a_chat_message_reaches_the_bot_and_is_acknowledged(ding: DingTalkSimulator, bot: Bot) -> None:
    await bot.connect()
    assert await ding.say("zhangwei", "今天要跟进谁")
    data = bot.data()
    assert (data["conversationType"], data["senderStaffId"]) == ("1", "zhangwei")
    assert data["text"] == {"content": "今天要跟进谁"}
    assert await ding.say("lina", "查一下", group="华东群")
    data = bot.data()
    assert (data["conversationType"], data["conversationId"], data["isInAtList"]) == ("2", "huadong", True)
    assert data["text"]["content"] == " 查一下"
    assert ding.world.in_flight == 0


async def test_a_ticket_opens_one_connection(ding: DingTalkSimulator, bot: Bot) -> None:
    opened = await bot.open()
    url = f"{opened['endpoint']}?ticket={opened['ticket']}"
    socket = await bot.http.ws_connect(url)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await bot.http.ws_connect(url)
    await socket.close()


async def test_an_unanswered_message_comes_once_more_as_a_new_frame(ding: DingTalkSimulator, bot: Bot) -> None:
    ding.stream.robot_deadline = 0.05
    bot.reply = lambda frame: None
    await bot.connect()
    assert not await ding.say("zhangwei", "你好")
    ids = [frame["headers"]["messageId"] for frame in bot.frames]
    assert len(ids) == len(set(ids)) == 2
    assert bot.data(0)["msgId"] == bot.data(1)["msgId"]


async def test_faults_of_the_stream(ding: DingTalkSimulator, bot: Bot) -> None:
    await bot.connect()
    ding.world.faults.order("dingtalk", "duplicate")
    assert await ding.say("zhangwei", "两次")
    assert await ding.say("zhangwei", "一次")
    assert [bot.data(n)["text"]["content"] for n in range(3)] == ["两次", "两次", "一次"]
    assert bot.frames[0] == bot.frames[1]
    ding.world.faults.order("dingtalk", "drop_socket")
    saying = asyncio.create_task(ding.say("zhangwei", "断线后"))
    await bot.tasks[0]
    await bot.connect()
    assert await saying
    assert bot.data()["text"]["content"] == "断线后"


async def test_after_disconnect_nothing_comes_on_the_old_connection(ding: DingTalkSimulator, bot: Bot) -> None:
    await bot.connect()
    await ding.stream.disconnect()
    ding.stream.patience = 0.05
    assert not await ding.say("zhangwei", "没人听")
    assert [frame["headers"]["topic"] for frame in bot.frames] == ["disconnect"]
    await bot.connect()
    assert await ding.say("zhangwei", "又有人了")


async def test_a_ping_is_sent_and_an_event_with_later_comes_again(ding: DingTalkSimulator, bot: Bot) -> None:
    ding.stream.ping_interval = 0.01
    await bot.connect()
    await bot.heard.wait()
    assert bot.frames[0]["headers"]["topic"] == "ping"
    ding.stream.ping_interval = 60
    events: list[str] = []

    def later(frame: dict[str, Any]) -> dict[str, Any]:
        if frame["type"] == "EVENT":
            events.append(frame["headers"]["eventId"])
        return {"status": "LATER"} if len(events) == 1 else {"status": "SUCCESS"}

    bot.reply = later
    assert await ding.stream.event("bpms_task_change", {"taskId": 1})
    assert len(events) == 2 and len(set(events)) == 1
