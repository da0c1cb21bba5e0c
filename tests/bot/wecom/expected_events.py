"""What each sample callback of WeCom reads as."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from handlers.inbound import (
    Actor,
    CardAction,
    Conversation,
    CustomerEvent,
    InboundEvent,
    InboundMessage,
    MediaRef,
    Opened,
    VoiceNote,
)

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
