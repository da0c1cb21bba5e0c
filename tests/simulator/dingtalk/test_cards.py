"""Interactive cards on DingTalk: created, pressed, changed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from simulator.dingtalk import DingTalkSimulator
from tests.simulator.dingtalk.dingtalk_bot import Bot


def card(track: str = "c1.v1", space: str = "dtv1.card//IM_ROBOT.zhangwei", **params: str) -> dict[str, Any]:
    return {
        "cardTemplateId": "genjin-card.schema",
        "outTrackId": track,
        "callbackType": "STREAM",
        "userIdType": 1,
        "cardData": {"cardParamMap": {"title": "新线索", **params}},
        "openSpaceId": space,
        "imRobotOpenSpaceModel": {"supportForward": False},
        "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": "dingGENJIN"},
        "imGroupOpenSpaceModel": {"supportForward": False},
        "imGroupOpenDeliverModel": {"robotCode": "dingGENJIN"},
    }


BUTTONS = json.dumps([{"text": "确认", "color": "blue", "id": "confirm", "token": "tok-1"}], ensure_ascii=False)
CREATE = "/v1.0/card/instances/createAndDeliver"


async def test_a_card_is_created_once_pressed_and_changed_by_the_answer(ding: DingTalkSimulator, bot: Bot) -> None:
    await bot.connect()
    fields = json.dumps([{"k": "客户公司", "v": "杭州测试", "url": "http://x/1", "color": "red"}], ensure_ascii=False)
    form = json.dumps(
        [
            {"name": "note", "label": "下一步", "type": "TEXT", "required": True, "defaultValue": "打电话"},
            {"name": "stage", "label": "阶段", "type": "SELECT", "options": [{"value": "s1", "text": "演示"}]},
            {
                "name": "tags",
                "label": "标签",
                "type": "MULTI_SELECT",
                "options": [{"value": "a", "text": "甲"}, {"value": "b", "text": "乙"}, {"value": "c", "text": "丙"}],
            },
        ],
        ensure_ascii=False,
    )
    body = card(fields=fields, form=form, buttons=BUTTONS, markdown1="**请核对**", status="待确认")
    assert (await bot.call("POST", CREATE, body))[1]["result"]["deliverResults"][0]["success"]
    message = ding.visible("zhangwei")[0]
    assert (message.kind, message.card, message.title, message.text) == ("card", "c1", "新线索", "待确认\n请核对")
    assert (message.fields, message.colours) == ({"客户公司": "杭州测试"}, {"客户公司": "red"})
    assert message.links == {"杭州测试": "http://x/1", "客户公司": "http://x/1"}
    assert (message.inputs, message.choices["标签"], message.buttons) == (["下一步"], ["甲", "乙", "丙"], ["确认"])
    answer = (await bot.call("POST", CREATE, card(title="别的")))[1]
    assert answer["result"]["deliverResults"][0]["errorMsg"] == "param.cardAlreadyExist"
    assert len(ding.world.messages) == 1

    bot.reply = lambda frame: {
        "response": {
            "cardUpdateOptions": {"updateCardDataByKey": True},
            "cardData": {"cardParamMap": {"status": "处理中", "locked": "true"}},
        }
    }
    assert await ding.tap("zhangwei", message, "确认", {"阶段": "演示", "标签": "甲、丙"}, {"下一步": "发报价"})
    data = bot.data()
    assert (data["outTrackId"], data["userId"], data["spaceType"]) == ("c1.v1", "zhangwei", "IM_ROBOT")
    pressed = json.loads(data["content"])["cardPrivateData"]
    assert pressed["actionIds"] == ["confirm"]
    assert pressed["params"]["token"] == "tok-1"
    assert pressed["params"]["form"] == {
        "note": "发报价",
        "stage": {"index": 0, "value": "s1"},
        "tags": {"index": [0, 2], "value": ["a", "c"]},
    }
    (now,) = ding.visible("zhangwei")
    assert (now.kind, now.done, now.text, now.buttons) == ("update", True, "处理中\n请核对", [])
    with pytest.raises(LookupError, match="确认"):
        await ding.tap("zhangwei", message, "确认")


async def test_a_press_without_an_answer_in_time_is_given_up(ding: DingTalkSimulator, bot: Bot) -> None:
    ding.stream.card_deadline = 0.05
    bot.reply = lambda frame: None
    await bot.connect()
    await bot.call("POST", CREATE, card(buttons=BUTTONS))
    assert not await ding.tap("zhangwei", ding.visible("zhangwei")[0], "确认")
    assert len(bot.frames) == 1


async def test_an_update_merges_only_when_asked_to(ding: DingTalkSimulator, bot: Bot) -> None:
    await bot.call("POST", CREATE, card(subtitle="旧", buttons=BUTTONS, space="dtv1.card//IM_GROUP.huadong"))
    change = {
        "outTrackId": "c1.v1",
        "cardData": {"cardParamMap": {"subtitle": "新"}},
        "cardUpdateOptions": {"updateCardDataByKey": True},
    }
    assert (await bot.call("PUT", "/v1.0/card/instances", change))[0] == 200
    (seen,) = ding.visible("lina")
    assert (seen.group, seen.to, seen.title, seen.text, seen.done) == ("华东群", None, "新线索", "新", False)
    await bot.call("PUT", "/v1.0/card/instances", {"outTrackId": "c1.v1", "cardData": change["cardData"]})
    (seen,) = ding.visible("lina")
    assert (seen.title, seen.text, seen.done) == ("", "新", True)
    own = {"outTrackId": "c1.v1", "privateData": {"lina": {"cardParamMap": {"title": "只给李娜"}}}}
    await bot.call("PUT", "/v1.0/card/instances", own)
    assert ding.visible("lina")[0].title == "只给李娜"
    assert ding.visible("zhangwei")[0].title == ""
    assert (await bot.call("PUT", "/v1.0/card/instances", {"outTrackId": "no"}))[0] == 404


async def test_the_card_id_is_what_stands_before_the_revision(ding: DingTalkSimulator, bot: Bot) -> None:
    for track in ("c1.v12", "c1.v12.5f2a", "c1"):
        await bot.call("POST", CREATE, card(track=track))
    assert [message.card for message in ding.visible("zhangwei")] == ["c1"] * 3


@pytest.mark.parametrize(
    "wrong",
    [
        card() | {"cardData": {"cardParamMap": {"locked": True}}},
        card(markdown1="中" * 342),
        card() | {"cardTemplateId": "other.schema"},
        card(space="IM_ROBOT.zhangwei"),
        card(track=""),
    ],
)
async def test_a_wrong_card_is_refused(bot: Bot, wrong: dict[str, Any]) -> None:
    status, answer = await bot.call("POST", CREATE, wrong)
    assert status == 400 and answer["code"].startswith("param.")


async def test_a_card_to_nobody_is_200_and_not_delivered(ding: DingTalkSimulator, bot: Bot) -> None:
    status, answer = await bot.call("POST", CREATE, card(space="dtv1.card//IM_ROBOT.nobody"))
    assert status == 200 and not answer["result"]["deliverResults"][0]["success"]
    assert ding.world.messages == []
