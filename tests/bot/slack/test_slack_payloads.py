"""Every stored payload of Slack and the events it becomes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.slack.parse import parse
from handlers.inbound import (
    Actor,
    CardAction,
    Conversation,
    CustomerEvent,
    InboundEvent,
    InboundMessage,
    MediaRef,
    Opened,
    Unsupported,
    VoiceNote,
)
from tests.bot.slack.slack_payloads import DM, PAYLOADS, PRESSER, RECEIVED, TEAM, _payload, _stored

LIN = Actor("slack", TEAM, "U0FICT00001")


def _at(second: int, micro: int = 0) -> datetime:
    return datetime.fromtimestamp(1790000000 + second, UTC).replace(microsecond=micro)


def _mention() -> InboundMessage:
    return InboundMessage(
        key=f"msg:1790000000.000200:{TEAM}:C0FICT00001",
        conversation=Conversation("slack", TEAM, "C0FICT00001", "group", "1789999400.000050"),
        actor=LIN,
        sent_at=_at(0, 200),
        text="查一下云杉样例的跟进记录",
        mentioned=True,
        reply={"channel": "C0FICT00001", "ts": "1790000000.000200"},
    )


CHOSEN = {"stage": ("stage_demo",), "note": ("下周三上午演示",)}


FORM = {
    "customer": ("云杉样例科技有限公司",),
    "amount": ("300000",),
    "due": ("2026-09-30",),
    "tags": ("tag_budget",),
}


PRESS = CardAction(
    key="action:1790000090.123456:card.confirm:U0FICT00001",
    token="000417:2",
    actor=PRESSER,
    conversation=DM,
    occurred_at=_at(90, 123456),
    values=CHOSEN,
    handle={
        "channel": "D0FICT00001",
        "ts": "1790000060.000500",
        "response_url": "https://hooks.example.test/actions/T0FICT00001/0000000000001/fict0001",
    },
    modal_trigger="1790000060.0000000001.fict0001",
)


CLIP = MediaRef(
    "slack",
    "https://files.example.test/files-pri/T0FICT00001-F0FICT00001/download/audio_message.m4a",
    "audio/mp4",
    "audio_message.m4a",
    98304,
    extra={"file_id": "F0FICT00001"},
)
DM_REPLY = {"channel": "D0FICT00001", "ts": "1790000000.000100"}


EXPECTED: dict[tuple[str, str], list[InboundEvent]] = {
    ("event", "dm_text"): [
        InboundMessage(
            f"msg:1790000000.000100:{TEAM}:D0FICT00001", DM, LIN, _at(0, 100), "今天要跟进谁", reply=DM_REPLY
        )
    ],
    ("event", "app_mention"): [_mention()],
    ("event", "channel_message_dup_of_mention"): [_mention()],
    ("event", "voice_file_share"): [
        InboundMessage(
            f"msg:1790000030.000300:{TEAM}:D0FICT00001",
            DM,
            LIN,
            _at(30, 300),
            voice=VoiceNote(CLIP, None, "pending", 6400),
            reply={"channel": "D0FICT00001", "ts": "1790000030.000300"},
        )
    ],
    ("event", "file_shared"): [],
    ("event", "file_share_connect_check_file_info"): [],
    ("event", "app_home_opened"): [Opened("event:Ev0FICT00007", LIN, DM, _at(0, 600))],
    ("event", "connect_invite_accepted"): [
        CustomerEvent("event:Ev0FICT00008", "added", "slack", TEAM, "U0FICT00001", "U0FICTEXT01", _at(200, 700))
    ],
    ("event", "member_joined_external"): [
        CustomerEvent("event:Ev0FICT00009", "added", "slack", TEAM, "U0FICT00001", "U0FICTEXT01", _at(210, 800))
    ],
    ("interactive", "block_actions_button"): [PRESS],
    ("interactive", "block_actions_select"): [],
    ("interactive", "view_submission"): [
        CardAction(
            key="view:V0FICT00001:1790000100.fict0001",
            token='{"action_id": "000417", "rev": 2, "channel": "D0FICT00001", "ts": "1790000060.000500"}',
            actor=PRESSER,
            conversation=DM,
            occurred_at=RECEIVED,
            values=FORM,
            handle={"view_id": "V0FICT00001", "hash": "1790000100.fict0001"},
            modal_trigger="1790000110.0000000001.fict0003",
        )
    ],
    ("interactive", "view_closed"): [],
    ("interactive", "message_shortcut"): [
        InboundMessage(
            "shortcut:1790000120.000001:U0FICT00001",
            DM,
            PRESSER,
            _at(120, 1),
            "下周三上午可以看演示",
            mentioned=True,
        )
    ],
}


OUTSIDE_THE_INBOX = {
    "url_verification",
    "app_rate_limited",
    "socket_disconnect",
    "socket_envelope_events_api",
    "socket_envelope_interactive",
    "signature_vector",
    "files_info_audio_response",
}


@pytest.mark.parametrize(("kind", "name"), EXPECTED)
def test_every_payload_is_read(kind: str, name: str) -> None:
    assert parse(_stored(kind, _payload(name))) == EXPECTED[kind, name]


def test_no_sample_payload_is_left_out() -> None:
    samples = {path.stem.removeprefix("slack_") for path in PAYLOADS.glob("slack_*.json")}
    assert samples - OUTSIDE_THE_INBOX == {name for _, name in EXPECTED}


@pytest.mark.parametrize("kind", ["event", "interactive", "command"])
@pytest.mark.parametrize("payload", [{}, {"type": "new_thing"}, {"event": 5}, {"event": {"type": "reaction_added"}}])
def test_unknown_payloads_never_raise(kind: str, payload: dict[str, Any]) -> None:
    for event in parse(_stored(kind, payload)):
        assert isinstance(event, Unsupported | InboundMessage)
        assert event.key


def test_an_unknown_interaction_still_has_its_sender() -> None:
    payload = _payload("message_shortcut") | {"type": "dialog_submission"}
    (event,) = parse(_stored("interactive", payload))
    assert isinstance(event, Unsupported)
    assert (event.kind, event.actor) == ("dialog_submission", PRESSER)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff", b'{"kind": "other", "payload": {}}', b'{"kind": "event"}'])
def test_what_is_no_stored_event_is_unsupported(raw: bytes) -> None:
    (event,) = parse(raw)
    assert isinstance(event, Unsupported)
    assert event.kind == "unreadable"
