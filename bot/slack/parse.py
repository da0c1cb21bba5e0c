"""Stored Slack events in our own words. Pure; the vendor's words stop in this folder.

A stored event is JSON `{"kind": "event|interactive|command", "payload": {…}, "received": seconds}`; `received` is the
time for payloads that carry none.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from bot.slack.commands import read_command
from bot.slack.events import read_event
from bot.slack.interactions import read_interaction
from handlers.inbound import InboundEvent, Unsupported

READERS = {"event": read_event, "interactive": read_interaction, "command": read_command}
_ERRORS = (KeyError, TypeError, ValueError, AttributeError)


def parse(raw: bytes) -> list[InboundEvent]:
    """Return what one stored event means; never raises. Our own posts and events of no interest give nothing."""
    try:
        envelope = json.loads(raw)
    except (ValueError, RecursionError):
        return [_unreadable(raw, datetime.fromtimestamp(0, UTC))]
    return parse_envelope(envelope, raw)


def parse_envelope(envelope: Any, raw: bytes) -> list[InboundEvent]:
    """Return what an event means that was decoded from `raw` already."""
    try:
        read = READERS[envelope["kind"]]
        payload = envelope["payload"]
        received = datetime.fromtimestamp(float(envelope.get("received", 0)), UTC)
    except (*_ERRORS, OverflowError):
        return [_unreadable(raw, datetime.fromtimestamp(0, UTC))]
    if not isinstance(payload, dict):
        return [_unreadable(raw, received)]
    try:
        return read(payload, received)
    except _ERRORS:
        return [_unreadable(raw, received)]


def _unreadable(raw: bytes, at: datetime) -> Unsupported:
    """The key leaves the time of receipt out, so that a repeat is recognised."""
    digest = hashlib.sha256(raw.partition(b'"received"')[0]).hexdigest()[:32]
    return Unsupported(f"bad:{digest}", "unreadable", at)
