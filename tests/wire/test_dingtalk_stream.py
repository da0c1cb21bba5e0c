"""The vendor's own stream client against the simulator."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulator.dingtalk import DingTalkSimulator
from simulator.world import Person, World

# The client blocks its loop and cannot be cancelled, so it lives in a process of its own.
CLIENT = """
import json, os, sys
import dingtalk_stream as ding

class Chat(ding.ChatbotHandler):
    async def process(self, callback):
        message = ding.ChatbotMessage.from_dict(callback.data)
        print(json.dumps({"staff": message.sender_staff_id, "text": message.text.content}), flush=True)
        self.reply_text("收到", message)
        return ding.AckMessage.STATUS_OK, "OK"

class Press(ding.CallbackHandler):
    async def process(self, callback):
        press = ding.CardCallbackMessage.from_dict(callback.data)
        print(json.dumps({"card": press.card_instance_id, "content": press.content}), flush=True)
        return ding.AckMessage.STATUS_OK, {
            "cardUpdateOptions": {"updateCardDataByKey": True},
            "cardData": {"cardParamMap": {"status": "已确认", "locked": "true"}},
        }

client = ding.DingTalkStreamClient(ding.Credential("dingGENJIN", sys.argv[1]))
client.register_callback_handler(ding.ChatbotMessage.TOPIC, Chat())
client.register_callback_handler(ding.CallbackHandler.TOPIC_CARD_CALLBACK, Press())
client.start_forever()
"""


@pytest.fixture
async def ding() -> AsyncIterator[DingTalkSimulator]:
    world = World()
    world.populate([Person("zhangwei", "张伟")], [])
    simulator = DingTalkSimulator(world)
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def client(ding: DingTalkSimulator) -> AsyncIterator[asyncio.subprocess.Process]:
    environment = {**os.environ, "DINGTALK_OPENAPI_ENDPOINT": ding.url, "NO_PROXY": "127.0.0.1"}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        CLIENT,
        ding.app_secret,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    yield process
    process.kill()
    await process.communicate()


async def line(process: asyncio.subprocess.Process) -> dict[str, str]:
    assert process.stdout is not None
    return dict(json.loads(await asyncio.wait_for(process.stdout.readline(), 20)))


async def test_it_receives_a_message_and_answers(ding: DingTalkSimulator, client: asyncio.subprocess.Process) -> None:
    assert await ding.say("zhangwei", "今天要跟进谁")
    assert await line(client) == {"staff": "zhangwei", "text": "今天要跟进谁"}
    (answer,) = ding.visible("zhangwei")
    assert (answer.kind, answer.text) == ("text", "收到")


async def test_it_receives_a_press_and_its_answer_changes_the_card(
    ding: DingTalkSimulator, client: asyncio.subprocess.Process
) -> None:
    buttons = json.dumps([{"text": "确认", "color": "blue", "id": "confirm", "token": "t"}], ensure_ascii=False)
    body = {
        "cardTemplateId": ding.template,
        "outTrackId": "c1.v1",
        "callbackType": "STREAM",
        "cardData": {"cardParamMap": {"title": "新线索", "buttons": buttons}},
        "openSpaceId": "dtv1.card//IM_ROBOT.zhangwei",
        "imRobotOpenSpaceModel": {"supportForward": False},
        "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": ding.robot_code},
    }
    async with aiohttp.ClientSession(ding.url) as http:
        secret = {"appKey": ding.app_key, "appSecret": ding.app_secret}
        async with http.post("/v1.0/oauth2/accessToken", json=secret) as answer:
            token = (await answer.json())["accessToken"]
        headers = {"x-acs-dingtalk-access-token": token}
        async with http.post("/v1.0/card/instances/createAndDeliver", json=body, headers=headers) as answer:
            assert answer.status == 200
    assert await ding.tap("zhangwei", ding.visible("zhangwei")[0], "确认")
    pressed = await line(client)
    assert pressed["card"] == "c1.v1"
    (card,) = ding.visible("zhangwei")
    assert (card.kind, card.text, card.done) == ("update", "已确认", True)
