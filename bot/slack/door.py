"""The way of a verified Slack payload into the inbox, the same for HTTP and Socket Mode."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

import orjson
import structlog

from bot.inbox_port import Inbox
from bot.slack.parse import parse, parse_envelope
from bot.slack.posts import POSTS, counts, post_key, post_partition
from handlers.inbound import CustomerEvent, InboundEvent
from handlers.ports import Clock

log = structlog.get_logger(__name__)

SECRETS = frozenset({"token", "response_url", "response_urls"})
"""What lets anybody speak for Slack or in the room; nothing of ours needs it, so it is never stored."""

Kind = Literal["event", "interactive", "command"]
Place = tuple[str, str]
"""Key and partition."""


class Door:
    """Stores what means something. Our own echoes and overheard talk are let go and acknowledged."""

    def __init__(self, inbox: Inbox, clock: Clock) -> None:
        self._inbox = inbox
        self._clock = clock

    async def admit(self, kind: Kind, payload: Mapping[str, Any]) -> None:
        """Return when the payload may be acknowledged. Raises what the inbox raises."""
        kept = {name: value for name, value in payload.items() if name not in SECRETS}
        envelope = {"kind": kind, "payload": kept, "received": self._clock.now().timestamp()}
        raw, place = _read(envelope)
        if place is None:
            return
        key, partition = place
        new = await self._inbox.accept("slack", key, partition, raw)
        log.debug("slack_event", key=key, new=new)


def _read(envelope: Mapping[str, Any]) -> tuple[bytes, Place | None]:
    try:
        raw = orjson.dumps(envelope)
    except TypeError:  # JSON can name half a character, which UTF-8 cannot keep
        raw = json.dumps(envelope, ensure_ascii=False).encode(errors="replace")
        return raw, _place(parse(raw))
    payload = envelope["payload"]
    event = payload.get("event")
    if envelope["kind"] != "event" or not isinstance(event, dict) or event.get("type") not in POSTS:
        return raw, _place(parse_envelope(envelope, raw))
    # What comes all day is not read further than the door needs; the worker reads it.
    return raw, (post_key(payload, event), post_partition(payload, event)) if counts(payload, event) else None


def _place(events: list[InboundEvent]) -> Place | None:
    return (events[0].key, _partition(events[0])) if events else None


def _partition(event: InboundEvent) -> str:
    """Events of one conversation are handled in turn; those without one queue by what they are about."""
    if isinstance(event, CustomerEvent):
        return f"slack:{event.tenant}:customer:{event.external_id}"
    if event.conversation is not None:
        return event.conversation.partition
    return "slack:events"
