"""The morning digest (F04): which leads are still open from yesterday, and how late they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.leads.lead import CLOSED, Lead, next_due
from crm.leads.stage import Stage

TOP = 3


@dataclass(frozen=True, slots=True)
class Overdue:
    """One lead that is late: whole hours past due (at least 1), when it was last touched, and the limit it passed."""

    lead: Lead
    hours: int
    last_touch: datetime
    reason: str


def top_overdue(leads: Sequence[Lead], now: datetime, top: int = TOP) -> list[Overdue]:
    """Return the `top` most overdue open leads, latest first; the older lead first on a tie."""
    late = []
    for lead in leads:
        if lead.status == CLOSED or lead.stage in (Stage.SIGNED, Stage.LOST):
            continue
        due, reason = next_due(lead)
        if now - due >= timedelta(hours=1):
            touched = lead.last_contact_at or lead.created_at
            late.append(Overdue(lead, int((now - due) // timedelta(hours=1)), touched, reason))
    late.sort(key=lambda item: (-item.hours, item.lead.created_at, item.lead.id))
    return late[:top]
