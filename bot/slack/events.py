"""The Events API: messages, mentions, voice clips, Slack Connect arrivals, the home tab. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.slack.fields import conversation, moment, part_of, parts_of, text_of
from bot.slack.files import attachments, voice_note
from bot.slack.mrkdwn import mentions, plain_text
from handlers.inbound import Actor, Conversation, CustomerEvent, InboundEvent, InboundMessage, Opened, Unsupported

_PERSON_SUBTYPES = ("", "file_share", "thread_broadcast", "me_message")


def read_event(payload: Mapping[str, Any], received: datetime) -> list[InboundEvent]:
    """Return what an `event_callback` says."""
    event = part_of(payload, "event")
    read = _READERS.get(text_of(event, "type"))
    if read is not None:
        return read(payload, event, received)
    kind = text_of(event, "type") or text_of(payload, "type") or "event"
    return [Unsupported(_event_key(payload), kind, _at(payload, event, received))]


def _message(payload: Mapping[str, Any], event: Mapping[str, Any], received: datetime) -> list[InboundEvent]:
    """A post that names us in a channel arrives twice, as message and as app_mention: both give the same key.

    What people say to each other in a channel is not ours to keep, so only posts that name us count there.
    """
    if not _from_a_person(payload, event):
        return []
    channel, bot, text = text_of(event, "channel"), _bot_user(payload), text_of(event, "text")
    named = text_of(event, "type") == "app_mention" or mentions(text, bot)
    if not channel.startswith("D") and not named:
        return []
    tenant, ts = _tenant(payload), text_of(event, "ts")
    actor = _actor(payload, event)
    where = _where(payload, event, actor)
    files = parts_of(event, "files")
    return [
        InboundMessage(
            key=f"msg:{tenant}:{channel}:{ts}",
            conversation=where,
            actor=actor,
            sent_at=moment(ts, _at(payload, event, received)),
            text=plain_text(text, bot),
            mentioned=named,
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


def _from_a_person(payload: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    if event.get("bot_id") or text_of(event, "subtype") not in _PERSON_SUBTYPES:
        return False
    user = text_of(event, "user")
    return bool(user) and user != _bot_user(payload)


def _opened(payload: Mapping[str, Any], event: Mapping[str, Any], received: datetime) -> list[InboundEvent]:
    if text_of(event, "tab") not in ("", "home"):
        return []
    actor = _actor(payload, event)
    where = conversation(actor.tenant, "", actor.id)
    return [Opened(_event_key(payload), actor, where, _at(payload, event, received))]


def _member_joined(payload: Mapping[str, Any], event: Mapping[str, Any], received: datetime) -> list[InboundEvent]:
    """Somebody of another organisation came into a shared channel; colleagues coming in mean nothing."""
    tenant, home = _tenant(payload), text_of(event, "team")
    if not home or home == tenant:
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
    return CustomerEvent(_event_key(payload), "added", "slack", _tenant(payload), staff, guest, at)


def _tenant(payload: Mapping[str, Any]) -> str:
    """The installation's team: an event in a shared channel may name the other side's team elsewhere."""
    for installation in parts_of(payload, "authorizations")[:1]:
        if text_of(installation, "team_id"):
            return text_of(installation, "team_id")
    return text_of(payload, "team_id")


def _bot_user(payload: Mapping[str, Any]) -> str:
    owners = parts_of(payload, "authorizations")
    return next((text_of(owner, "user_id") for owner in owners if owner.get("is_bot")), "")


def _actor(payload: Mapping[str, Any], event: Mapping[str, Any]) -> Actor:
    tenant = _tenant(payload)
    home = text_of(event, "user_team") or text_of(event, "source_team") or text_of(event, "team")
    return Actor("slack", tenant, text_of(event, "user"), external=bool(home and home != tenant))


def _event_key(payload: Mapping[str, Any]) -> str:
    return f"event:{text_of(payload, 'event_id')}"


def _at(payload: Mapping[str, Any], event: Mapping[str, Any], received: datetime) -> datetime:
    return moment(text_of(event, "event_ts") or str(payload.get("event_time") or ""), received)


_Reader = Callable[[Mapping[str, Any], Mapping[str, Any], datetime], list[InboundEvent]]
_READERS: dict[str, _Reader] = {
    "message": _message,
    "app_mention": _message,
    "app_home_opened": _opened,
    "member_joined_channel": _member_joined,
    "shared_channel_invite_accepted": _invite_accepted,
    "file_shared": _nothing,  # The message event beside it carries the file and where it was said.
}
