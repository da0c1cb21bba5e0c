from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.dingtalk.failures import check_delivered, check_receivers, read_new, read_old
from bot.dingtalk.robot import signature
from bot.dingtalk.surface import DingTalkSurface
from bot.errors import AuthExpired, NoHandle, RateLimited, Rejected, RemoteError, Unknown
from bot.http_client import Answer
from bot.surface import Parcel, Receipt, Target
from cards.card import Action, Card, Choice, Field, Option
from cards.token import signer
from config.platforms import DingTalkSettings, RoomSettings

PAYLOADS = Path(__file__).parents[2] / "payloads"
LIN = Target("dingtalk", "user", "linqiao01")
SALES = Target("dingtalk", "group", "cid1==")
ROBOT_ROOM = Target("dingtalk", "webhook", "华东")
GROUP_ROOM = Target("dingtalk", "webhook", "华北")
ROOMS = (
    RoomSettings(name="华东", dingtalk_robot=SecretStr("tok"), dingtalk_robot_secret=SecretStr("SEC1")),
    RoomSettings(name="华北", dingtalk_conversation="cid2=="),
)
CARD = Card(
    "act-417",
    2,
    "confirm",
    "确认跟进",
    fields=(Field("金额", "300,000"),),
    choices=(Choice("stage", "阶段", (Option("demo", "演示"),)),),
    actions=(Action("confirm", "确认", "primary"), Action("open", "打开", url="https://crm.test/a/1")),
    link="https://crm.test/cards/act-417",
)
SIGN = signer(CARD.id, CARD.rev, datetime.fromisoformat("2026-12-01T00:00:00+08:00"), b"secret")


@pytest.fixture
def surface(session: aiohttp.ClientSession, clock: Any, shelf: Any) -> DingTalkSurface:
    settings = DingTalkSettings(app_key="dingKEY", app_secret=SecretStr("s"), card_template="T.schema")
    return DingTalkSurface(settings, ROOMS, session, clock, shelf)


def _parcel(kind: Any = "card", target: Target = LIN, card: Card = CARD, **more: Any) -> Parcel:
    return Parcel("act-417:2:lin", kind, target, card=card, sign=SIGN, **more)


def test_the_robot_signature_is_the_vendors() -> None:
    vector = json.loads((PAYLOADS / "dingtalk_custom_robot_sign_vector.json").read_text())
    assert signature(vector["secret"], vector["timestamp_ms"]) == vector["sign_base64"]


def test_a_card_for_a_person(surface: DingTalkSurface) -> None:
    (part,) = surface.parts(_parcel())
    body = part.body
    assert part.method == "card/createAndDeliver"
    assert body["cardTemplateId"] == "T.schema"
    assert body["outTrackId"].startswith("act-417.v2.")
    assert (body["callbackType"], body["userIdType"]) == ("STREAM", 1)
    assert body["openSpaceId"] == "dtv1.card//IM_ROBOT.linqiao01"
    assert body["imRobotOpenDeliverModel"] == {"spaceType": "IM_ROBOT", "robotCode": "dingKEY"}
    assert body["imRobotOpenSpaceModel"]["lastMessageI18n"] == {"ZH_CN": "确认跟进"}
    params = body["cardData"]["cardParamMap"]
    assert all(isinstance(value, str) and len(value.encode()) <= 1024 for value in params.values())
    assert json.loads(params["buttons"])[0]["token"] == SIGN("confirm")
    assert surface.parts(_parcel()) == [part], "the same parcel is drawn the same every time"


def test_a_card_for_a_group_and_for_a_room_without_its_own_robot(surface: DingTalkSurface) -> None:
    for target, conversation in ((SALES, "cid1=="), (GROUP_ROOM, "cid2==")):
        (part,) = surface.parts(_parcel(target=target))
        assert part.body["openSpaceId"] == f"dtv1.card//IM_GROUP.{conversation}"
        assert part.body["imGroupOpenDeliverModel"] == {"robotCode": "dingKEY"}
        assert "imRobotOpenDeliverModel" not in part.body


def test_each_place_has_its_own_card_instance(surface: DingTalkSurface) -> None:
    tracks = {surface.parts(_parcel(target=target))[0].body["outTrackId"] for target in (LIN, SALES, GROUP_ROOM)}
    assert len(tracks) == 3


def test_a_later_revision_replaces_the_first_instance(surface: DingTalkSurface) -> None:
    track = surface.parts(_parcel())[0].body["outTrackId"]
    done = CARD.settled("已由林乔确认 14:05")
    (part,) = surface.parts(_parcel("update", card=done, place=Receipt(track, {"out_track_id": track})))
    assert part.method == "card/update"
    assert part.body["outTrackId"] == track
    assert part.body["cardUpdateOptions"] == {"updateCardDataByKey": True, "updatePrivateDataByKey": True}
    assert part.body["cardData"]["cardParamMap"]["locked"] == "true"
    with pytest.raises(NoHandle):
        surface.parts(_parcel("update", place=Receipt("query-key")))


def test_without_a_template_a_card_is_an_action_card(session: aiohttp.ClientSession, clock: Any, shelf: Any) -> None:
    bare = DingTalkSurface(DingTalkSettings(app_key="dingKEY"), ROOMS, session, clock, shelf)
    (part,) = bare.parts(_parcel())
    assert (part.method, part.body["user"]) == ("oToMessages/batchSend", "linqiao01")
    assert part.body["message"]["msgKey"].startswith("sampleActionCard")
    param = json.loads(part.body["message"]["msgParam"])
    assert "确认跟进" in param["text"]
    assert "https://crm.test/cards/act-417" in json.dumps(param)


def test_a_room_with_a_robot_gets_an_action_card_with_an_idempotency_key(surface: DingTalkSurface) -> None:
    (part,) = surface.parts(_parcel(target=ROBOT_ROOM))
    assert part.method == "robot/send"
    assert part.body["msgtype"] == "actionCard"
    assert len(part.body["msgUuid"]) == 32
    assert surface.gate_key(_parcel(target=ROBOT_ROOM)) == ("dingtalk:robot:华东", 60 / 16)
    assert surface.gate_key(_parcel()) == ("dingtalk:dingKEY", 1 / 16)


def test_texts_are_plain_unless_they_are_markdown(surface: DingTalkSurface) -> None:
    (plain,) = surface.parts(Parcel("k", "text", LIN, text="今天 3 位客户*"))
    assert plain.body["message"] == {"msgKey": "sampleText", "msgParam": '{"content": "今天 3 位客户*"}'}
    (marked,) = surface.parts(Parcel("k", "text", SALES, text="# 早报\n**3** 位"))
    assert marked.body["group"] == "cid1=="
    assert json.loads(marked.body["message"]["msgParam"]) == {"title": "早报", "text": "# 早报\n**3** 位"}
    (hook,) = surface.parts(Parcel("k", "text", ROBOT_ROOM, text="你好"))
    assert hook.body["text"] == {"content": "你好"}
    assert len(surface.parts(Parcel("k", "text", LIN, text="跟进\n" * 3000))) > 1


def test_what_dingtalk_cannot_do_is_refused(surface: DingTalkSurface) -> None:
    for parcel in (
        _parcel("modal", trigger="x"),
        Parcel("k", "welcome", LIN, text="hi"),
        Parcel("k", "text", Target("dingtalk", "webhook", "没有"), text="hi"),
        Parcel("k", "file", ROBOT_ROOM, file_name="a.pdf", file_bytes=b"x"),
    ):
        with pytest.raises(Rejected):
            surface.parts(parcel)


def _answer(status: int, body: Any) -> Answer:
    return Answer(status, {}, body if isinstance(body, bytes) else json.dumps(body).encode())


@pytest.mark.parametrize(
    ("answer", "error", "wait"),
    [
        (_answer(401, {"code": "InvalidAuthentication"}), AuthExpired, None),
        (_answer(429, {"code": "Forbidden.AccessDenied.QpsLimitForApi"}), RateLimited, 2),
        (_answer(403, {"code": "Forbidden.AccessDenied.ApiCountLimitForOrg"}), RateLimited, 3600),
        (_answer(400, {"code": "90020"}), RateLimited, 3600),
        (_answer(400, {"code": "90002"}), RateLimited, 2),
        (_answer(200, {"status": 1111}), RateLimited, 300),
        (_answer(403, b"<html>blocked</html>"), RateLimited, 300),
        (_answer(200, b"<html>?</html>"), Unknown, None),
        (_answer(400, {"code": "invalidParameter.userIds"}), Rejected, None),
        (_answer(400, {}), Rejected, None),
    ],
)
def test_the_new_apis_refusals(answer: Answer, error: type[RemoteError], wait: float | None) -> None:
    with pytest.raises(error) as raised:
        read_new(answer)
    assert type(raised.value) is error
    assert getattr(raised.value, "retry_after", None) == wait


@pytest.mark.parametrize(
    ("code", "error", "wait"),
    [
        (40014, AuthExpired, None),
        (130101, RateLimited, 600),
        (410100, RateLimited, 600),
        (310000, Rejected, None),
        (90002, RateLimited, 2),
    ],
)
def test_the_old_apis_refusals(code: int, error: type[RemoteError], wait: float | None) -> None:
    with pytest.raises(error) as raised:
        read_old(_answer(200, {"errcode": code, "errmsg": "no"}))
    assert getattr(raised.value, "retry_after", None) == wait


def test_accepted_does_not_mean_delivered() -> None:
    check_delivered({"result": {"deliverResults": [{"success": True}]}})
    with pytest.raises(Rejected, match="not_delivered"):
        check_delivered({"result": {"deliverResults": [{"success": False, "errorMsg": "param.x"}]}})
    check_receivers({"invalidStaffIdList": []}, "u")
    with pytest.raises(Rejected):
        check_receivers({"invalidStaffIdList": ["u"]}, "u")
    with pytest.raises(RateLimited):
        check_receivers({"flowControlledStaffIdList": ["u"]}, "u")
