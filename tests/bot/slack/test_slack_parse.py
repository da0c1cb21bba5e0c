"""What Slack tells beyond the samples: commands, echoes, transcripts, forms."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import pytest

from bot.slack.parse import parse
from handlers.inbound import CardAction, Conversation, InboundMessage, MediaRef
from tests.bot.slack.slack_payloads import DM, PAYLOADS, PRESSER, RECEIVED, TEAM, _payload, _stored


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
