"""Drafts: what was understood but not yet confirmed. They are saved at once and wait for ever (F03)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from crm.leads.stage import Stage

WAITING, MADE, DROPPED = "waiting", "made", "dropped"


@dataclass
class Draft:
    """A lead in the making. `origin` is text, voice or sidebar; `raw` keeps the very words."""

    id: str
    origin: str
    owner: str
    platform: str
    created_at: datetime
    updated_at: datetime
    company: str = ""
    contact: str = ""
    title: str = ""
    phone: str = ""
    email: str = ""
    wechat: str = ""
    stage: str = Stage.FIRST_CONTACT.value
    todo: str = ""
    next_time: str = ""
    budget: float | None = None
    tags: list[str] = field(default_factory=list)
    text: str = ""
    raw: str = ""
    audio: str = ""
    sources: dict[str, str] = field(default_factory=dict)
    unsure: list[str] = field(default_factory=list)
    state: str = WAITING
    lead_id: str | None = None
    card_id: str | None = None


@dataclass
class Todo:
    """Something somebody promised to do. `due` is a date or an ISO moment, as said; `asked_by` who asked for it."""

    id: str
    owner: str
    what: str
    created_at: datetime
    due: str = ""
    due_at: datetime | None = None
    draft_id: str | None = None
    lead_id: str | None = None
    done: bool = False
    asked_by: str = ""
