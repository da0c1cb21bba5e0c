from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.wecom.fields import Fields
from bot.wecom.parse import parse
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
CORP = "ww5f3d0c8a7b6e9214"
HERE = f"{CORP}:1000017"
CUSTOMER = "wmFICT0000000000000000000000cust01"
LINQIAO = Actor("wecom", CORP, "linqiao")
CHAT = Conversation("wecom", CORP, "linqiao", "dm")
REPLY = {"touser": "linqiao"}


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def media(handle: str, mime: str, seconds: int) -> MediaRef:
    return MediaRef("wecom", handle, mime=mime, expires_at=at(seconds) + timedelta(days=3))


def pressed(card_type: str, token: str, seconds: int, values: dict[str, tuple[str, ...]]) -> CardAction:
    code = f"FICT_response_code_{card_type}"
    return CardAction(
        key=f"{HERE}:{code}",
        token=token,
        actor=LINQIAO,
        conversation=CHAT,
        occurred_at=at(seconds),
        values=values,
        handle={"response_code": code, "task_id": "act-20260921-000417@v2"},
    )


def customer(kind: str, change: str, seconds: int, state: str | None = None, code: str | None = None) -> CustomerEvent:
    return CustomerEvent(
        key=f"{CORP}:0:sys:{seconds}:change_external_contact:{change}:linqiao:{CUSTOMER}",
        kind=kind,
        platform="wecom",
        tenant=CORP,
        staff_id="linqiao",
        external_id=CUSTOMER,
        occurred_at=at(seconds),
        state=state,
        welcome_code=code,
    )


EXPECTED: dict[str, InboundEvent] = {
    "wecom_text.xml": InboundMessage(
        f"{HERE}:7300000000000000101",
        CHAT,
        LINQIAO,
        at(1790000000),
        text="刚和周砚通完电话，他们想下周三看演示，预算大概三十万",
        reply=REPLY,
    ),
    "wecom_voice.xml": InboundMessage(
        f"{HERE}:7300000000000000102",
        CHAT,
        LINQIAO,
        at(1790000060),
        voice=VoiceNote(media("FICT_voice_media_0001_linqiao", "audio/amr", 1790000060)),
        reply=REPLY,
    ),
    "wecom_image.xml": InboundMessage(
        f"{HERE}:7300000000000000103",
        CHAT,
        LINQIAO,
        at(1790000090),
        attachments=(media("FICT_image_media_0001_linqiao", "image/*", 1790000090),),
        reply=REPLY,
    ),
    "wecom_card_action_button.xml": pressed(
        "button_interaction", "confirm:000417", 1790000120, {"stage": ("stage_demo",)}
    ),
    "wecom_card_action_vote.xml": pressed(
        "vote_interaction", "submit_tags:000417", 1790000130, {"tags": ("tag_budget", "tag_decision_maker")}
    ),
    "wecom_card_action_multiple.xml": pressed(
        "multiple_interaction",
        "submit_fields:000417",
        1790000140,
        {"owner": ("u_linqiao",), "stage": ("stage_quote",), "due": ("due_next_wed",)},
    ),
    "wecom_card_menu_event.xml": pressed("text_notice", "mute:000417", 1790000150, {}),
    "wecom_enter_agent.xml": Opened(f"{HERE}:linqiao:1789999990:enter_agent::", LINQIAO, CHAT, at(1789999990)),
    "wecom_menu_click.xml": Opened(
        f"{HERE}:linqiao:1789999995:click::menu.today_followups",
        LINQIAO,
        CHAT,
        at(1789999995),
        "menu.today_followups",
    ),
    "wecom_add_customer.xml": customer(
        "added", "add_external_contact", 1790000200, "booth_2026q3", "FICT_welcome_code_0001"
    ),
    "wecom_add_half_customer.xml": customer(
        "added", "add_half_external_contact", 1790000190, "booth_2026q3", "FICT_welcome_code_0000"
    ),
    "wecom_edit_customer.xml": customer("edited", "edit_external_contact", 1790000210),
    "wecom_del_customer.xml": customer("removed", "del_external_contact", 1790000220),
    "wecom_del_follow_user.xml": customer("left", "del_follow_user", 1790000230),
    "wecom_transfer_fail.xml": customer("transfer_failed", "transfer_fail", 1790000240),
    "wecom_customer_group_change.xml": CustomerEvent(
        key=f"{CORP}:0:sys:1790000250:change_external_chat:update:wrFICT0000000000000000000000chat01:add_member",
        kind="group_changed",
        platform="wecom",
        tenant=CORP,
        staff_id=None,
        external_id="wrFICT0000000000000000000000chat01",
        occurred_at=at(1790000250),
    ),
}


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
