"""The follow-up that was saved before its customer was registered: it goes to the lead when there is one."""

from __future__ import annotations

from crm.leads.draft import Draft
from crm.leads.lead import Lead
from crm.notes.follow_up import FollowUp
from handlers.context import Work
from handlers.watching.lead_watch import contacted

SAID = "follow_up"
"""Under this name a draft's sources hold the id of the follow-up it was offered after."""


async def take_follow_up(work: Work, draft: Draft, lead: Lead) -> None:
    """Join the saved follow-up and its to-do to the new lead: somebody was in touch already (F08)."""
    said = draft.sources.get(SAID, "")
    follow_up = await work.records.notes.follow_up(said) if said else None
    if follow_up is None or follow_up.lead_id is not None or follow_up.owner != draft.owner:
        return
    follow_up.lead_id = lead.id
    await _join(work, follow_up, lead.id)
    lead.last_contact_at = follow_up.at
    await contacted(work, lead)


async def leave_follow_up(work: Work, draft: Draft, lead: Lead) -> bool:
    """Part the lead, which is taken back, from its follow-ups. False: one was written for the lead itself."""
    noted = await work.records.notes.of_lead(lead.id, 2)
    if any(one.id != draft.sources.get(SAID) for one in noted):
        return False
    for one in noted:
        one.lead_id = None
        await _join(work, one, None)
    return True


async def _join(work: Work, follow_up: FollowUp, lead_id: str | None) -> None:
    note = await work.records.notes.of_follow_up(follow_up.id)
    if note is not None:
        note.lead_id = lead_id
    decision = await work.records.trail.newest_decision(follow_up.owner, f"follow_up:{follow_up.id}")
    kept = decision.inputs.get("todo") if decision is not None else None
    todo = await work.records.notes.todo(str(kept)) if kept else None
    if todo is not None:
        todo.lead_id = lead_id
