"""The clocks of a customer that is merged (F40-F43): a contact with one side is one with all, and comes back apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from crm.customers.first_contact import FIRST_CONTACT, LIMITS
from crm.leads.lead import Lead
from crm.merging.merge import Side
from handlers.context import Work
from handlers.reminders.deadline import deadline
from handlers.watching.lead_watch import FIRST, listen_from


async def join_watches(work: Work, master: Side, others: Sequence[Side]) -> dict[str, Any]:
    """Carry a first contact with a folded side over to the master; return what is to be put back."""
    top = master.top
    if top is None:
        return {}
    records = work.records
    marks = await records.merge_moves.take_marks([lead.id for side in others for lead in side.leads], top.id)
    rows = [await records.first_contacts.get(lead.id) for side in others for lead in side.leads]
    made = [row.contacted_at for row in rows if row is not None and row.contacted_at is not None]
    mine = await records.first_contacts.get(top.id)
    if mine is None or mine.contacted_at is not None or not made:
        return {"marks": marks, "contacted": ""}
    mine.contacted_at = max(made)
    await records.timers.cancel(f"first:{top.id}")
    return {"marks": marks, "contacted": mine.contacted_at.isoformat()}


async def part_watches(
    work: Work, body: dict[str, Any], since: datetime, top: Lead | None, leads: Sequence[Lead]
) -> None:
    """Give mutes and looks back, and start the clocks of those who stand alone again."""
    kept = body.get("watch") or {}
    if top is not None and kept:
        await work.records.merge_moves.give_marks_back(kept["marks"], top.id, since)
        mine = await work.records.first_contacts.get(top.id)
        if mine is not None and mine.contacted_at is not None and mine.contacted_at.isoformat() == kept["contacted"]:
            mine.contacted_at = None
    for lead in (*leads, *([top] if top is not None else [])):
        if lead.owner and lead.master is None:
            await _first(work, lead)
            await listen_from(work, lead)


async def _first(work: Work, lead: Lead) -> None:
    """Start the two hours again; those that ended while nobody was to be reminded begin anew."""
    row = await work.records.first_contacts.get(lead.id)
    if row is None or row.contacted_at is not None or row.missed_at is not None:
        return
    if row.due_at < work.now:
        row.due_at = await deadline(work, FIRST_CONTACT, LIMITS[FIRST_CONTACT], lead.owner)
    await work.records.timers.set(f"first:{lead.id}", FIRST, lead.id, row.due_at)
