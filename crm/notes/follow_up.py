"""What was said and promised with a customer, before and after it passes the gate of F06."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

WAITING, SAVED, DROPPED = "waiting", "saved", "dropped"
CHAT, VOICE, MINUTES, CLIP, FIRST = "chat", "voice", "minutes", "clip", "first"


@dataclass
class FollowUp:
    """One contact with a customer; the three golden answers of F06 beside the words themselves."""

    id: str
    owner: str
    text: str
    at: datetime
    lead_id: str | None = None
    solved: str = ""
    next_step: str = ""
    promised_time: str = ""
    source: str = CHAT
    tags: list[str] = field(default_factory=list)


@dataclass
class Note:
    """A follow-up in the making: the very words, what was read from them, and what is still to be answered.

    `action_time` is when the next step is due, `promised_time` when we promised to deliver; both ISO as promised.
    `first_way` and `first_summary` are F08's, used only for a customer never contacted before.
    """

    id: str
    owner: str
    platform: str
    text: str
    created_at: datetime
    updated_at: datetime
    lead_id: str | None = None
    source: str = CHAT
    summary: str = ""
    solved: str = ""
    next_step: str = ""
    promised_time: str = ""
    action_time: str = ""
    first_contact: bool = False
    first_way: str = ""
    first_summary: str = ""
    extra_field: str = ""
    extra_value: str = ""
    extra_required: bool = False
    sources: dict[str, str] = field(default_factory=dict)
    state: str = WAITING
    follow_up_id: str | None = None
