from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.dingtalk.parse import parse
from handlers.inbound import (
    CardAction,
    InboundMessage,
    Unsupported,
    VoiceNote,
)
from tests.bot.dingtalk.expected_frames import DM, EXPECTED, GROUP, LIN, PRESSER, at, media

PAYLOADS = Path(__file__).parents[2] / "payloads"


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
            occurred_at=at(9),
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
    assert message.voice == VoiceNote(media("FICTdownloadcodeAudio0001", "audio"), None, "none", 6400)


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
