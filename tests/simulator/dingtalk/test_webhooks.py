"""DingTalk's session webhooks and custom robots."""

from __future__ import annotations

import json
from datetime import timedelta

from simulator.dingtalk import DingTalkSimulator
from simulator.dingtalk.custom import robot_sign
from tests.simulator.dingtalk.dingtalk_bot import Bot, Clock


async def test_session_webhook_ends_after_ninety_minutes(ding: DingTalkSimulator, bot: Bot, clock: Clock) -> None:
    await bot.connect()
    await ding.say("zhangwei", "你好", group="华东群")
    hook, body = bot.data()["sessionWebhook"], {"msgtype": "text", "text": {"content": "收到"}}
    async with bot.http.post(hook, json=body) as answer:
        assert (await answer.json())["errcode"] == 0
    assert ding.visible("lina")[-1].text == "收到"
    clock.at += timedelta(minutes=90)
    async with bot.http.post(hook, json=body) as answer:
        assert (await answer.json())["errcode"] != 0


async def test_custom_robot_checks_its_sign_and_mutes(ding: DingTalkSimulator, bot: Bot, clock: Clock) -> None:
    secret = ding.robot_secret("huadong")

    async def post(content: str, key: str = secret, uuid: str = "") -> int:
        stamp = str(int(clock().timestamp() * 1000))
        query = {"access_token": ding.robot_token("huadong"), "timestamp": stamp, "sign": robot_sign(key, stamp)}
        body = {"msgtype": "markdown", "markdown": {"title": "喜报", "text": content}, "msgUuid": uuid}
        async with bot.http.post(ding.url + "/robot/send", params=query, json=body) as answer:
            return int((await answer.json())["errcode"])

    assert await post("签约", "SECwrong") == 310000
    assert [await post("签约", uuid="one"), await post("签约", uuid="one")] == [0, 0]
    assert len(ding.world.messages) == 1
    assert {await post(str(n)) for n in range(19)} == {0}
    assert await post("too many") == 410100
    clock.at += timedelta(minutes=9)
    assert await post("still muted") == 410100
    clock.at += timedelta(minutes=2)
    assert await post("again") == 0


def test_the_sign_is_the_vendor_s() -> None:
    with open("tests/payloads/dingtalk_custom_robot_sign_vector.json") as file:
        vector = json.load(file)
    assert robot_sign(vector["secret"], str(vector["timestamp_ms"])) == vector["sign_base64"]
