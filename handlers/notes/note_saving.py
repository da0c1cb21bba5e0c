"""A complete note becomes a follow-up: the to-do, the lead's next step and due moment come with it."""

from __future__ import annotations

from crm.leads.lead import Lead
from crm.notes.follow_up import SAVED, FollowUp, Note
from crm.notes.undo import picture_of
from handlers.context import Talk
from handlers.customers.customer_meant import look_at
from handlers.leads.lead_making import redate
from handlers.notes.follow_up_undo import remember
from handlers.notes.progress import fill_field, read_value
from handlers.notes.promise import keep_promise
from handlers.watching.lead_watch import contacted


async def save_note(talk: Talk, note: Note, lead: Lead | None) -> FollowUp:
    """Store the follow-up of a note and mark the note as saved. The note must be complete and still waiting."""
    follow_up = FollowUp(
        id=talk.around.new_id(),
        owner=note.owner,
        text=note.text,
        at=talk.now,
        lead_id=lead.id if lead else None,
        solved=note.solved,
        next_step=note.next_step,
        promised_time=note.promised_time,
        source=note.source,
    )
    await talk.records.drafts.add(follow_up)
    note.state, note.follow_up_id, note.updated_at = SAVED, follow_up.id, talk.now
    due = note.action_time or _readable(note.promised_time)
    todo = await keep_promise(talk, note, due)
    await remember(talk, follow_up, picture_of(lead), todo=todo.id)
    if lead is not None:
        await _touch(talk, note, lead, due)
    await talk.audit(talk.person.id, "follow_up.create", f"follow_up:{follow_up.id}", talk.here.platform)
    return follow_up


async def _touch(talk: Talk, note: Note, lead: Lead, due: str) -> None:
    lead.last_contact_at = lead.updated_at = talk.now
    await contacted(talk, lead)
    lead.next_action = note.next_step[:255]
    redate(lead, due)
    if note.extra_field:
        value = read_value(talk, note.extra_field, note.extra_value)
        lead.asked_field = note.extra_field
        if value is not None:
            fill_field(lead, note.extra_field, value)
    await look_at(talk, lead)


def _readable(promised: str) -> str:
    """Return a promised time that names a day, or nothing."""
    return promised if len(promised) >= 10 and promised[:4].isdigit() and promised[4] == "-" else ""
