"""The way of a verified Slack payload into the inbox, the same for HTTP and Socket Mode."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

import orjson
import structlog

from bot.inbox_port import Inbox
from bot.slack.parse import parse, parse_envelope
from handlers.inbound import CustomerEvent, InboundEvent
from handlers.ports import Clock

log = structlog.get_logger(__name__)

Kind = Literal["event", "interactive", "command"]


class Door:
    """Stores what means something. Our own echoes and overheard talk are let go and acknowledged."""

    def __init__(self, inbox: Inbox, clock: Clock) -> None:
        self._inbox = inbox
        self._clock = clock

    async def admit(self, kind: Kind, payload: Mapping[str, Any]) -> None:
        """Return when the payload may be acknowledged. Raises what the inbox raises."""
        envelope = {"kind": kind, "payload": payload, "received": self._clock.now().timestamp()}
        raw, events = _read(envelope)
        if not events:
            return
        event = events[0]
        new = await self._inbox.accept("slack", event.key, _partition(event), raw)
        log.debug("slack_event", key=event.key, kind=type(event).__name__, new=new)


def _read(envelope: Mapping[str, Any]) -> tuple[bytes, list[InboundEvent]]:
    try:
        raw = orjson.dumps(envelope)
    except TypeError:  # JSON can name half a character, which UTF-8 cannot keep
        raw = json.dumps(envelope, ensure_ascii=False).encode(errors="replace")
        return raw, parse(raw)
    return raw, parse_envelope(envelope, raw)


def _partition(event: InboundEvent) -> str:
    """Events of one conversation are handled in turn; those without one queue by what they are about."""
    if isinstance(event, CustomerEvent):
        return f"slack:{event.tenant}:customer:{event.external_id}"
    if event.conversation is not None:
        return event.conversation.partition
    return "slack:events"
