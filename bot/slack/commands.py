"""The slash command `/crm …`. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.slack.fields import conversation, text_of
from bot.slack.mrkdwn import plain_text
from handlers.inbound import Actor, InboundEvent, InboundMessage


def read_command(payload: Mapping[str, Any], received: datetime) -> list[InboundEvent]:
    """Return the words after the command as a message.

    The answer goes to the person alone: a command may be typed in a channel we are not in, or one that customers read.
    """
    tenant, trigger = text_of(payload, "team_id"), text_of(payload, "trigger_id")
    actor = Actor("slack", tenant, text_of(payload, "user_id"), text_of(payload, "user_name") or None)
    return [
        InboundMessage(
            key=f"command:{trigger}",
            conversation=conversation(tenant, "", actor.id),
            actor=actor,
            sent_at=received,
            text=plain_text(text_of(payload, "text")),
            mentioned=True,
            reply={"response_url": text_of(payload, "response_url")},
        )
    ]
