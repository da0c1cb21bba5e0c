from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

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

PAYLOADS = Path(__file__).parents[2] / "payloads"
TEAM = "T0FICT00001"
LIN = Actor("slack", TEAM, "U0FICT00001")
PRESSER = Actor("slack", TEAM, "U0FICT00001", "lin.qiao")
DM = Conversation("slack", TEAM, "U0FICT00001", "dm")
RECEIVED = datetime.fromtimestamp(1790000500, UTC).replace(microsecond=500000)


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


def _stored(kind: str, payload: Any) -> bytes:
    return json.dumps({"kind": kind, "payload": payload, "received": 1790000500.5}).encode()


def _payload(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((PAYLOADS / f"slack_{name}.json").read_text())
    return loaded


@pytest.mark.parametrize(("kind", "name"), EXPECTED)
def test_every_payload_is_read(kind: str, name: str) -> None:
    assert parse(_stored(kind, _payload(name))) == EXPECTED[kind, name]


def test_no_sample_payload_is_left_out() -> None:
    samples = {path.stem.removeprefix("slack_") for path in PAYLOADS.glob("slack_*.json")}
    assert samples - OUTSIDE_THE_INBOX == {name for _, name in EXPECTED}


def test_a_command_is_answered_to_the_person_alone() -> None:
    fields = dict(parse_qsl((PAYLOADS / "slack_slash_command.txt").read_text().strip()))
    assert parse(_stored("command", fields)) == [
        InboundMessage(
            "command:1790000130.0000000001.fict0005",
            DM,
            PRESSER,
            RECEIVED,
            "查 云杉样例",
            mentioned=True,
            reply={"response_url": fields["response_url"]},
        )
    ]


def test_text_is_unescaped_and_names_are_shown() -> None:
    payload = _payload("app_mention")
    payload["event"]["text"] = (
        "<@U0FICTBOT01> 问 <@U0FICT00002|王蒙> &lt;急&gt; A&amp;B 见 <https://a.test/x|报价> <https://b.test>"
        " <#C1|sales> <!here> <mailto:z@a.test|z@a.test>"
    )
    (message,) = parse(_stored("event", payload))
    assert isinstance(message, InboundMessage)
    assert message.text == "问 @王蒙 <急> A&B 见 报价 https://b.test #sales @here z@a.test"


@pytest.mark.parametrize(
    "change",
    [
        {"bot_id": "B0FICT00001"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"user": "U0FICTBOT01"},
        {"user": None},
        {"channel": "C0FICT00009"},
    ],
)
def test_echoes_edits_and_overheard_talk_are_nothing(change: dict[str, Any]) -> None:
    payload = _payload("dm_text")
    payload["event"] |= change
    assert parse(_stored("event", payload)) == []


@pytest.mark.parametrize(
    ("transcription", "words", "state"),
    [
        ({"status": "complete", "preview": {"content": "同意演示", "has_more": False}}, "同意演示", "final"),
        ({"status": "complete", "preview": {"content": "同意演示", "has_more": True}}, None, "preview"),
        ({"status": "processing"}, None, "pending"),
        ({"status": "failed"}, None, "failed"),
        ({"status": "none"}, None, "none"),
        (None, None, "none"),
    ],
)
def test_only_a_whole_transcript_passes_for_the_words(transcription: Any, words: str | None, state: str) -> None:
    payload = _payload("voice_file_share")
    payload["event"]["files"][0]["transcription"] = transcription
    (message,) = parse(_stored("event", payload))
    assert isinstance(message, InboundMessage)
    assert message.voice is not None
    assert (message.voice.transcript, message.voice.transcript_state) == (words, state)


def test_a_file_of_another_organisation_is_kept_by_its_id() -> None:
    payload = _payload("file_share_connect_check_file_info")
    payload["event"]["channel"] = "D0FICT00009"
    (message,) = parse(_stored("event", payload))
    assert isinstance(message, InboundMessage)
    assert message.actor.external
    assert message.conversation == Conversation("slack", TEAM, "U0FICTEXT01", "dm", external=True)
    assert message.attachments == (MediaRef("slack", "", extra={"file_id": "F0FICT00009"}),)


def test_in_a_channel_that_customers_read_the_answer_goes_to_the_person_alone() -> None:
    (message,) = parse(_stored("event", _payload("app_mention") | {"is_ext_shared_channel": True}))
    assert isinstance(message, InboundMessage)
    assert message.conversation == Conversation("slack", TEAM, "U0FICT00001", "dm", external=True)
    assert message.mentioned


def test_a_menu_entry_brings_its_token() -> None:
    payload = _payload("block_actions_button")
    entry = {"type": "overflow", "action_id": "card.menu", "action_ts": "1790000091.000001"}
    payload["actions"] = [{**entry, "selected_option": {"value": "1.mute.card.2.x.y"}}]
    (action,) = parse(_stored("interactive", payload))
    assert isinstance(action, CardAction)
    assert action.token == "1.mute.card.2.x.y"


def test_ticked_boxes_are_read_in_full_and_empty_inputs_are_empty() -> None:
    payload = _payload("view_submission")
    ticks = {"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}
    blank = {"type": "plain_text_input", "value": None}
    payload["view"]["state"]["values"] = {"choice.x": {"x": ticks}, "input.y": {"y": blank}}
    (action,) = parse(_stored("interactive", payload))
    assert isinstance(action, CardAction)
    assert action.values == {"x": ("a", "b"), "y": ()}


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
