"""DingTalk stream frames in our own words. Pure; the vendor's words stop here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from dingtalk_stream.chatbot import ChatbotMessage

from bot.dingtalk.card_click import read_click
from bot.dingtalk.frames import CARD_TOPIC, CHAT_TOPICS, EPOCH, SDK_ERRORS, BadFrame, Frame, clean, moment, read_frame
from handlers.inbound import (
    Actor,
    Conversation,
    CustomerEvent,
    InboundEvent,
    InboundMessage,
    MediaRef,
    Unsupported,
    VoiceNote,
)

_BODIES = {"text": "text", "picture": "content", "richText": "content", "audio": "content"}
_BODIES |= {"file": "content", "video": "content"}
CUSTOMER_ADDED = "contact_add_org"


def parse(raw: bytes) -> list[InboundEvent]:
    """Return what one stored frame means; SYSTEM frames mean nothing, unreadable ones become Unsupported."""
    try:
        frame = read_frame(raw)
    except BadFrame:
        return [_unreadable(raw)]
    return parse_frame(frame)


def parse_frame(frame: Frame) -> list[InboundEvent]:
    """Return the events of a frame that was read already."""
    if frame.kind == "SYSTEM":
        return []
    if frame.kind == "EVENT":
        return [_event(frame)]
    if frame.topic in CHAT_TOPICS:
        return [_message(frame)]
    if frame.topic == CARD_TOPIC:
        return [read_click(frame)]
    return [Unsupported(f"frame:{frame.message_id}", frame.topic or "unknown", frame.at)]


def _event(frame: Frame) -> InboundEvent:
    key = f"event:{frame.event_id or frame.message_id}"
    customer = frame.data.get("userId")
    if frame.event_type != CUSTOMER_ADDED or not customer:
        return Unsupported(key, frame.event_type or "event", frame.at)
    staff = frame.data.get("followerUserId")
    return CustomerEvent(
        key, "added", "dingtalk", frame.corp_id, str(staff) if staff else None, str(customer), frame.at
    )


def _message(frame: Frame) -> InboundEvent:
    data = frame.data
    key = f"msg:{data.get('msgId') or frame.message_id}"
    kind = str(data.get("msgtype") or "message")
    body = data.get(_BODIES.get(kind, ""))
    if "errCode" in data or not isinstance(body, Mapping):
        return _unsupported(frame, key, f"error:{data['errCode']}" if "errCode" in data else kind)
    try:
        message = ChatbotMessage.from_dict(data)
    except SDK_ERRORS:
        return _unsupported(frame, key, kind)
    who, where = _actor(data), _conversation(data)
    sent_at = moment(message.create_at, frame.at)
    return InboundMessage(
        key=key,
        conversation=where,
        actor=who,
        sent_at=sent_at,
        text=_text(message),
        mentioned=bool(message.is_in_at_list),
        voice=_voice(body, _robot(data)) if kind == "audio" else None,
        attachments=_attachments(kind, message, body, _robot(data)),
    )


def _text(message: Any) -> str:
    if message.text is not None:
        return clean(message.text.content)
    if message.rich_text_content is not None:
        return clean("".join(str(item.get("text") or "") for item in _rich_items(message)))
    return ""


def _rich_items(message: Any) -> list[Mapping[str, Any]]:
    items = message.rich_text_content.rich_text_list
    return [item for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []


def _voice(body: Mapping[str, Any], robot: str) -> VoiceNote:
    heard = clean(body.get("recognition"))
    duration = body.get("duration")
    return VoiceNote(
        media=_media(body, "audio", robot),
        transcript=heard or None,
        transcript_state="final" if heard else "none",
        duration_ms=int(duration) if isinstance(duration, int | float) else None,
    )


def _attachments(kind: str, message: Any, body: Mapping[str, Any], robot: str) -> tuple[MediaRef, ...]:
    if kind == "richText":
        found = [_media(item, "image", robot) for item in _rich_items(message) if item.get("type") == "picture"]
    elif kind in ("picture", "file", "video"):
        found = [_media(body, {"picture": "image"}.get(kind, kind), robot)]
    else:
        found = []
    return tuple(media for media in found if media is not None)


def _media(body: Mapping[str, Any], kind: str, robot: str) -> MediaRef | None:
    code = body.get("downloadCode")
    if not isinstance(code, str) or not code:
        return None
    name = body.get("fileName")
    return MediaRef("dingtalk", code, name=str(name) if name else None, extra={"kind": kind, "robot_code": robot})


def _robot(data: Mapping[str, Any]) -> str:
    return str(data.get("robotCode") or "")


def _actor(data: Mapping[str, Any]) -> Actor:
    """`senderStaffId` is missing while the robot is unpublished; the encrypted id then still tells people apart."""
    user = str(data.get("senderStaffId") or data.get("senderId") or "")
    name = data.get("senderNick")
    return Actor("dingtalk", _tenant(data), user, str(name) if name else None, external=_external(data))


def _conversation(data: Mapping[str, Any]) -> Conversation:
    if str(data.get("conversationType")) == "2":
        return Conversation("dingtalk", _tenant(data), str(data.get("conversationId") or ""), "group")
    return Conversation("dingtalk", _tenant(data), _actor(data).id, "dm")


def _tenant(data: Mapping[str, Any]) -> str:
    return str(data.get("chatbotCorpId") or data.get("senderCorpId") or "")


def _external(data: Mapping[str, Any]) -> bool:
    ours, theirs = data.get("chatbotCorpId"), data.get("senderCorpId")
    return bool(ours and theirs and ours != theirs)


def _unsupported(frame: Frame, key: str, kind: str) -> Unsupported:
    actor = _actor(frame.data)
    if not actor.id:
        return Unsupported(key, kind, frame.at)
    return Unsupported(key, kind, frame.at, actor, _conversation(frame.data))


def _unreadable(raw: bytes) -> Unsupported:
    digest = hashlib.sha256(raw).hexdigest()[:32]
    return Unsupported(f"bad:{digest}", "unreadable", EPOCH)
