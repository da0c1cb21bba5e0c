"""The Events API: messages, mentions, voice clips, Slack Connect arrivals, the home tab. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.slack.fields import conversation, moment, part_of, parts_of, text_of
from bot.slack.files import attachments, voice_note
from bot.slack.mrkdwn import plain_text
from bot.slack.posts import POSTS, bot_user, counts, names_us, post_key, tenant
from handlers.inbound import Actor, Conversation, CustomerEvent, InboundEvent, InboundMessage, Opened, Unsupported


def read_event(payload: Mapping[str, Any], received: datetime) -> list[InboundEvent]:
    """Return what an `event_callback` says."""
    event = part_of(payload, "event")
    read = _READERS.get(text_of(event, "type"))
    if read is not None:
        return read(payload, event, received)
    kind = text_of(event, "type") or text_of(payload, "type") or "event"
    return [Unsupported(_event_key(payload), kind, _at(payload, event, received))]


def _message(payload: Mapping[str, Any], event: Mapping[str, Any], received: datetime) -> list[InboundEvent]:
    if not counts(payload, event):
        return []
    channel, bot, text = text_of(event, "channel"), bot_user(payload), text_of(event, "text")
    ts = text_of(event, "ts")
    actor = _actor(payload, event)
    where = _where(payload, event, actor)
    files = parts_of(event, "files")
    return [
        InboundMessage(
            key=post_key(payload, event),
            conversation=where,
            actor=actor,
            sent_at=moment(ts, _at(payload, event, received)),
            text=plain_text(text, bot),
            mentioned=names_us(payload, event),
            voice=voice_note(files),
            attachments=attachments(files),
            reply={"channel": channel, "ts": ts},
        )
    ]


def _where(payload: Mapping[str, Any], event: Mapping[str, Any], actor: Actor) -> Conversation:
    """Customers read along in a shared channel (Slack Connect): what is asked there is answered to the person alone."""
    if payload.get("is_ext_shared_channel"):
        return conversation(actor.tenant, "", actor.id, external=True)
    return conversation(actor.tenant, text_of(event, "channel"), actor.id, text_of(event, "thread_ts"))


def _opened(payload: Mapping[str, Any], event: Mapping[str, Any], received: datetime) -> list[InboundEvent]:
    if text_of(event, "tab") not in ("", "home"):
        return []
    actor = _actor(payload, event)
    where = conversation(actor.tenant, "", actor.id)
    return [Opened(_event_key(payload), actor, where, _at(payload, event, received))]


def _member_joined(payload: Mapping[str, Any], event: Mapping[str, Any], received: datetime) -> list[InboundEvent]:
    """Somebody of another organisation came into a shared channel; colleagues coming in mean nothing."""
    home = text_of(event, "team")
    if not home or home == tenant(payload):
        return []
    staff = text_of(event, "inviter") or None
    return [_customer(payload, staff, text_of(event, "user"), _at(payload, event, received))]


def _invite_accepted(payload: Mapping[str, Any], event: Mapping[str, Any], received: datetime) -> list[InboundEvent]:
    staff = text_of(part_of(part_of(event, "invite"), "inviting_user"), "id") or None
    guest = text_of(part_of(event, "accepting_user"), "id")
    if not guest:
        return [Unsupported(_event_key(payload), "shared_channel_invite_accepted", _at(payload, event, received))]
    return [_customer(payload, staff, guest, _at(payload, event, received))]


def _nothing(payload: Mapping[str, Any], event: Mapping[str, Any], received: datetime) -> list[InboundEvent]:
    return []


def _customer(payload: Mapping[str, Any], staff: str | None, guest: str, at: datetime) -> CustomerEvent:
    return CustomerEvent(_event_key(payload), "added", "slack", tenant(payload), staff, guest, at)


def _actor(payload: Mapping[str, Any], event: Mapping[str, Any]) -> Actor:
    team = tenant(payload)
    home = text_of(event, "user_team") or text_of(event, "source_team") or text_of(event, "team")
    return Actor("slack", team, text_of(event, "user"), external=bool(home and home != team))


def _event_key(payload: Mapping[str, Any]) -> str:
    return f"event:{text_of(payload, 'event_id')}"


def _at(payload: Mapping[str, Any], event: Mapping[str, Any], received: datetime) -> datetime:
    return moment(text_of(event, "event_ts") or str(payload.get("event_time") or ""), received)


_Reader = Callable[[Mapping[str, Any], Mapping[str, Any], datetime], list[InboundEvent]]
_READERS: dict[str, _Reader] = {
    **dict.fromkeys(POSTS, _message),
    "app_home_opened": _opened,
    "member_joined_channel": _member_joined,
    "shared_channel_invite_accepted": _invite_accepted,
    "file_shared": _nothing,  # The message event beside it carries the file and where it was said.
}
