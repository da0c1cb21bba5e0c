"""What a saved follow-up changed on its lead, kept so that `撤销` can put it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from crm.leads.lead import Lead

UNDO_LIFE = timedelta(hours=12)
_PLAIN = ("next_action", "next_time", "asked_field", "budget", "decision_role")
_MOMENTS = ("last_contact_at", "due_at")


def picture_of(lead: Lead | None) -> dict[str, Any]:
    """Return the fields that saving a follow-up may change, as plain values; empty without a lead."""
    if lead is None:
        return {}
    picture: dict[str, Any] = {name: getattr(lead, name) for name in _PLAIN}
    for name in _MOMENTS:
        moment: datetime | None = getattr(lead, name)
        picture[name] = None if moment is None else moment.isoformat()
    return {**picture, "tags": list(lead.tags)}


def put_back(lead: Lead, before: Mapping[str, Any]) -> None:
    """Give a lead the fields it had. A picture that lacks one leaves it alone."""
    for name in _PLAIN:
        if name in before:
            setattr(lead, name, before[name])
    for name in _MOMENTS:
        if name in before:
            setattr(lead, name, datetime.fromisoformat(before[name]) if before[name] else None)
    if "tags" in before:
        lead.tags = list(before["tags"])


def may_undo(saved_at: datetime, now: datetime) -> bool:
    """Decide whether a follow-up may still be taken back: within twelve hours."""
    return now - saved_at <= UNDO_LIFE
