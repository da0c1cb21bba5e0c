"""Decrypted WeCom XML to our own words. Pure; vendor words stop here.

Vendor pages: 接收消息与事件 (消息格式, 事件格式), 模板卡片事件推送, 客户联系 → 变更回调.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from bot.wecom.fields import Fields
from handlers.inbound import (
    CardAction,
    CustomerEvent,
    InboundEvent,
    InboundMessage,
    MediaRef,
    Opened,
    Unsupported,
    VoiceNote,
)

MEDIA_LIFE = timedelta(days=3)

CustomerKind = Literal["added", "removed", "edited", "left", "transfer_failed"]
CUSTOMER_CHANGES: dict[str, CustomerKind] = {
    "add_external_contact": "added",
    "add_half_external_contact": "added",
    "edit_external_contact": "edited",
    "del_external_contact": "removed",
    "del_follow_user": "left",
    "transfer_fail": "transfer_failed",
}


def parse(raw: bytes) -> list[InboundEvent]:
    """Return the one event in a decrypted callback. Raises ValueError for XML that the receiver never stores."""
    fields = Fields(raw)
    return [_READERS.get(fields.kind, _unsupported)(fields)]


def _message(fields: Fields, text: str = "") -> InboundMessage:
    return InboundMessage(
        key=fields.key,
        conversation=fields.conversation,
        actor=fields.actor,
        sent_at=fields.moment,
        text=text,
        reply={"touser": fields["FromUserName"]},
    )


def _text(fields: Fields) -> InboundMessage:
    return _message(fields, fields["Content"])


def _link(fields: Fields) -> InboundMessage:
    lines = (fields["Title"], fields["Description"], fields["Url"])
    return _message(fields, "\n".join(line for line in lines if line))


def _voice(fields: Fields) -> InboundMessage:
    sound = fields["Format"].lower() or "amr"
    return replace(_message(fields), voice=VoiceNote(media=_media(fields, f"audio/{sound}")))


def _image(fields: Fields) -> InboundMessage:
    return replace(_message(fields), attachments=(_media(fields, "image/*"),))


def _video(fields: Fields) -> InboundMessage:
    return replace(_message(fields), attachments=(_media(fields, "video/mp4"),))


def _media(fields: Fields, mime: str) -> MediaRef:
    return MediaRef("wecom", fields["MediaId"], mime=mime, expires_at=fields.moment + MEDIA_LIFE)


def _card_action(fields: Fields) -> CardAction:
    return CardAction(
        key=fields.key,
        token=fields["EventKey"],
        actor=fields.actor,
        conversation=fields.conversation,
        occurred_at=fields.moment,
        values=fields.selected(),
        handle={"response_code": fields["ResponseCode"], "task_id": fields["TaskId"]},
    )


def _opened(fields: Fields) -> Opened:
    return Opened(fields.key, fields.actor, fields.conversation, fields.moment, fields["EventKey"] or None)


def _customer(fields: Fields) -> CustomerEvent | Unsupported:
    kind = CUSTOMER_CHANGES.get(fields["ChangeType"])
    if kind is None:
        return Unsupported(fields.key, f"{fields.kind}.{fields['ChangeType']}", fields.moment)
    return CustomerEvent(
        key=fields.key,
        kind=kind,
        platform="wecom",
        tenant=fields["ToUserName"],
        staff_id=fields["UserID"] or None,
        external_id=fields["ExternalUserID"],
        occurred_at=fields.moment,
        state=fields["State"] or None,
        welcome_code=fields["WelcomeCode"] or None,
    )


def _customer_group(fields: Fields) -> CustomerEvent:
    return CustomerEvent(
        fields.key, "group_changed", "wecom", fields["ToUserName"], None, fields["ChatId"], fields.moment
    )


def _unsupported(fields: Fields) -> Unsupported:
    """Whoever sent a message is answered; behind other events nobody is waiting."""
    if fields["MsgType"] == "event":
        return Unsupported(fields.key, fields.kind, fields.moment)
    return Unsupported(fields.key, fields.kind, fields.moment, fields.actor, fields.conversation)


_READERS: dict[str, Callable[[Fields], InboundEvent]] = {
    "text": _text,
    "link": _link,
    "voice": _voice,
    "image": _image,
    "video": _video,
    "event.template_card_event": _card_action,
    "event.template_card_menu_event": _card_action,
    "event.enter_agent": _opened,
    "event.click": _opened,
    "event.change_external_contact": _customer,
    "event.change_external_chat": _customer_group,
}
