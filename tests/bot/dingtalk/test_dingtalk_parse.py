from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.dingtalk.parse import parse
from handlers.inbound import (
    Actor,
    CardAction,
    Conversation,
    CustomerEvent,
    InboundEvent,
    InboundMessage,
    MediaRef,
    Unsupported,
    VoiceNote,
)

PAYLOADS = Path(__file__).parents[2] / "payloads"
CORP = "dingFICTcorp0001"
ROBOT = "dingFICTappkey0001"
LIN = Actor("dingtalk", CORP, "linqiao01", "林乔")
PRESSER = Actor("dingtalk", CORP, "linqiao01")
DM = Conversation("dingtalk", CORP, "linqiao01", "dm")
GROUP = Conversation("dingtalk", CORP, "cidFICTgroup0001==", "group")
CREATED = datetime.fromtimestamp(1790000000, UTC)


def _at(second: int) -> datetime:
    return datetime.fromtimestamp(1790000000 + second, UTC)


def _media(code: str, kind: str, name: str | None = None) -> MediaRef:
    return MediaRef("dingtalk", code, name=name, extra={"kind": kind, "robot_code": ROBOT})


EXPECTED: dict[str, list[InboundEvent]] = {
    "single_text": [InboundMessage("msg:msgFICT0001==", DM, LIN, CREATED, "今天要跟进谁")],
    "group_at_text": [
        InboundMessage("msg:msgFICT0002==", GROUP, LIN, CREATED, "查一下云杉样例的跟进记录", mentioned=True)
    ],
    "voice": [
        InboundMessage(
            "msg:msgFICT0003==",
            DM,
            LIN,
            CREATED,
            voice=VoiceNote(
                _media("FICTdownloadcodeAudio0001", "audio"), "云杉样例的周砚同意下周三上午看演示。", "final", 6400
            ),
        )
    ],
    "picture": [
        InboundMessage("msg:msgFICT0004==", DM, LIN, CREATED, attachments=(_media("FICTdownloadcodePic0001", "image"),))
    ],
    "rich_text": [
        InboundMessage(
            "msg:msgFICT0005==",
            GROUP,
            LIN,
            CREATED,
            "这张名片录一下",
            mentioned=True,
            attachments=(_media("FICTdownloadcodePic0002", "image"),),
        )
    ],
    "file": [
        InboundMessage(
            "msg:msgFICT0006==",
            DM,
            LIN,
            CREATED,
            attachments=(_media("FICTdownloadcodeFile0001", "file", "云杉样例-报价单.xlsx"),),
        )
    ],
    "quota_error": [Unsupported("msg:msgFICT0007==", "error:20001", _at(7), LIN, DM)],
    "card_action": [Unsupported("card:fict-stream-msg-0008", "card_without_token", _at(8), PRESSER, DM)],
    "card_form_submit": [Unsupported("card:fict-stream-msg-0009", "card_without_token", _at(9), PRESSER, GROUP)],
    "add_external_contact_event": [
        CustomerEvent("event:fict-event-0001", "added", "dingtalk", CORP, "linqiao01", "extFICT0001", _at(10))
    ],
    "system_ping": [],
    "system_disconnect": [],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_frame_is_read(name: str) -> None:
    assert parse((PAYLOADS / f"dingtalk_{name}.json").read_bytes()) == EXPECTED[name]


def test_no_sample_frame_is_left_out() -> None:
    frames = {path.stem.removeprefix("dingtalk_") for path in PAYLOADS.glob("dingtalk_*.json")}
    assert {name for name in frames if not name.startswith(("http_", "custom_robot"))} == set(EXPECTED)


def _click(name: str, **changes: Any) -> dict[str, Any]:
    frame = json.loads((PAYLOADS / f"dingtalk_{name}.json").read_text())
    data = json.loads(frame["data"])
    content = json.loads(data.pop("content"))
    content["cardPrivateData"]["params"]["token"] = "1.confirm.card.2.abc.mac"
    frame["data"] = json.dumps(data | {"content": json.dumps(content)} | changes)
    return frame


def test_a_form_brings_its_values_and_the_sealed_token() -> None:
    raw = json.dumps(_click("card_form_submit")).encode()
    assert parse(raw) == [
        CardAction(
            key="card:fict-stream-msg-0009",
            token="1.confirm.card.2.abc.mac",
            actor=PRESSER,
            conversation=GROUP,
            occurred_at=_at(9),
            values={
                "stage": ("stage_demo",),
                "amount": ("300000",),
                "note": ("下周三上午演示",),
                "tags": ("tag_budget", "tag_decision_maker"),
            },
            handle={"out_track_id": "act-20260921-000417.v2"},
        )
    ]


@pytest.mark.parametrize("name", ["content", "value"])
@pytest.mark.parametrize("as_text", [True, False])
def test_content_may_be_called_value_and_be_an_object(name: str, as_text: bool) -> None:
    content: Any = {"cardPrivateData": {"actionIds": ["ok"], "params": {"token": "T"}}}
    frame = _click("card_action", content=None)
    data = json.loads(frame["data"]) | {name: json.dumps(content) if as_text else content}
    frame["data"] = json.dumps(data)
    (action,) = parse(json.dumps(frame).encode())
    assert isinstance(action, CardAction)
    assert action.token == "T"
    assert action.conversation == DM


def test_voice_without_recognition_still_has_its_audio() -> None:
    frame = json.loads((PAYLOADS / "dingtalk_voice.json").read_text())
    data = json.loads(frame["data"])
    del data["content"]["recognition"]
    frame["data"] = json.dumps(data)
    (message,) = parse(json.dumps(frame).encode())
    assert isinstance(message, InboundMessage)
    assert message.voice == VoiceNote(_media("FICTdownloadcodeAudio0001", "audio"), None, "none", 6400)


def test_an_unpublished_robot_knows_people_by_their_encrypted_id() -> None:
    frame = json.loads((PAYLOADS / "dingtalk_single_text.json").read_text())
    data = json.loads(frame["data"])
    del data["senderStaffId"]
    frame["data"] = json.dumps(data)
    (message,) = parse(json.dumps(frame).encode())
    assert isinstance(message, InboundMessage)
    assert message.actor.id == message.conversation.id == "$:LWCP_v1:$FICTsender01"


@pytest.mark.parametrize(
    "change",
    [
        {"msgtype": "poll"},
        {"text": None},
        {"text": "not an object"},
        {"atUsers": 5},
        {"hostingContext": {}},
        {"sessionWebhookExpiredTime": "soon"},
    ],
)
def test_a_message_of_unknown_shape_still_has_its_sender(change: dict[str, Any]) -> None:
    frame = json.loads((PAYLOADS / "dingtalk_single_text.json").read_text())
    frame["data"] = json.dumps(json.loads(frame["data"]) | change)
    (event,) = parse(json.dumps(frame).encode())
    assert isinstance(event, Unsupported)
    assert event.actor == LIN
    assert event.key == "msg:msgFICT0001=="


def test_what_no_database_can_keep_is_left_out() -> None:
    frame = json.loads((PAYLOADS / "dingtalk_single_text.json").read_text())
    frame["data"] = json.dumps(json.loads(frame["data"]) | {"text": {"content": " 跟进\x00\ud83d "}})
    (message,) = parse(json.dumps(frame).encode())
    assert isinstance(message, InboundMessage)
    assert message.text == "跟进?"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"type": "CALLBACK"}',
        b'{"type": "CALLBACK", "headers": []}',
        b'{"type": "OTHER", "headers": {"messageId": "m"}}',
        b'{"type": "EVENT", "headers": {"messageId": "m", "time": "now"}}',
        b'{"type": "EVENT", "headers": {"messageId": "m"}, "data": "{"}',
        b'{"type": "EVENT", "headers": {"messageId": "m"}, "data": "[1]"}',
    ],
)
def test_what_is_no_frame_is_unsupported(raw: bytes) -> None:
    (event,) = parse(raw)
    assert isinstance(event, Unsupported)
    assert event.kind == "unreadable"


def test_an_unknown_event_is_named() -> None:
    raw = b'{"type": "EVENT", "headers": {"messageId": "m", "eventId": "e", "eventType": "user_add_org"}, "data": "{}"}'
    (event,) = parse(raw)
    assert isinstance(event, Unsupported)
    assert (event.key, event.kind, event.actor) == ("event:e", "user_add_org", None)
