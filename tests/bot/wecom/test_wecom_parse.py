from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.wecom.fields import Fields
from bot.wecom.parse import parse
from handlers.inbound import (
    InboundMessage,
    Unsupported,
)
from tests.bot.wecom.expected_events import CHAT, CORP, EXPECTED, HERE, LINQIAO, at

PAYLOADS = Path(__file__).parents[2] / "payloads"


@pytest.mark.parametrize("name", EXPECTED)
def test_every_sample_reads_as_expected(name: str, payload: Callable[[str], bytes]) -> None:
    assert parse(payload(name)) == [EXPECTED[name]]


def test_every_sample_has_an_expectation() -> None:
    samples = {path.name for path in PAYLOADS.glob("wecom_*.xml")} - {"wecom_callback_envelope.xml"}
    assert samples == set(EXPECTED)


def xml(**elements: str) -> bytes:
    inner = {
        "ToUserName": CORP,
        "FromUserName": "linqiao",
        "CreateTime": "1790000000",
        "AgentID": "1000017",
        **elements,
    }
    return f"<xml>{''.join(f'<{name}>{value}</{name}>' for name, value in inner.items())}</xml>".encode()


def test_a_shared_link_reads_as_text() -> None:
    raw = xml(MsgType="link", MsgId="1", Title="报价单", Description="", Url="https://crm.example.test/q")
    [message] = parse(raw)
    assert isinstance(message, InboundMessage)
    assert message.text == "报价单\nhttps://crm.example.test/q"


def test_speex_and_video_keep_their_type() -> None:
    [voice] = parse(xml(MsgType="voice", MsgId="1", MediaId="m", Format="speex"))
    [video] = parse(xml(MsgType="video", MsgId="2", MediaId="m"))
    assert isinstance(voice, InboundMessage) and voice.voice and voice.voice.media
    assert voice.voice.media.mime == "audio/speex"
    assert isinstance(video, InboundMessage)
    assert video.attachments[0].mime == "video/mp4"


def test_an_unknown_message_is_answered_and_an_unknown_event_is_not() -> None:
    [message] = parse(xml(MsgType="location", MsgId="1"))
    [event] = parse(xml(MsgType="event", Event="subscribe"))
    [change] = parse(xml(MsgType="event", Event="change_external_contact", ChangeType="msg_audit_approved"))
    assert message == Unsupported(f"{HERE}:1", "location", at(1790000000), LINQIAO, CHAT)
    assert isinstance(event, Unsupported) and event.actor is None and event.kind == "event.subscribe"
    assert isinstance(change, Unsupported) and change.actor is None


def test_two_customers_in_one_second_have_two_keys() -> None:
    common = {"MsgType": "event", "Event": "change_external_contact", "ChangeType": "add_external_contact"}
    first = Fields(xml(**common, FromUserName="sys", UserID="linqiao", ExternalUserID="wm1"))
    second = Fields(xml(**common, FromUserName="sys", UserID="linqiao", ExternalUserID="wm2"))
    assert first.key != second.key
    assert first.partition != second.partition


def test_long_keys_stay_different_and_fit_the_inbox() -> None:
    keys = [Fields(xml(MsgType="event", Event="click", EventKey="k" * 1000 + end)).key for end in "ab"]
    assert keys[0] != keys[1]
    assert all(len(key) <= 200 for key in keys)


def test_events_of_one_person_share_a_partition(payload: Callable[[str], bytes]) -> None:
    partitions = {Fields(payload(name)).partition for name in ("wecom_text.xml", "wecom_card_action_vote.xml")}
    assert partitions == {CHAT.partition}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<xml>",
        b"<xml/>",
        b"<xml>text</xml>",
        b"<other/>",
        b"<xml><ToUserName>c</ToUserName></xml>",
        xml(MsgType="text", CreateTime="yesterday"),
        xml(MsgType="text", FromUserName=""),
        b'<!DOCTYPE x [<!ENTITY a "b">]><xml><ToUserName>&a;</ToUserName></xml>',
    ],
)
def test_what_is_no_message_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError):
        parse(raw)
