"""`记录跟进 …`: what was said and promised goes to the customer it was said to, and moves the due moment."""

from __future__ import annotations

from crm.draft import Todo
from crm.follow_up import FollowUp
from crm.lead import Lead, promised_moment
from handlers import texts
from handlers.context import Talk
from handlers.lead_making import redate
from handlers.lookup import visible_owners
from nlp.reading import Reading


async def note_follow_up(talk: Talk, reading: Reading, text: str) -> None:
    """Store the note with its next step and date, on the one customer of this rep that is meant."""
    lead = await _meant(talk, reading)
    note = FollowUp(
        id=talk.around.new_id(),
        owner=talk.person.id,
        text=reading.slots.get("note") or text,
        at=talk.now,
        lead_id=lead.id if lead else None,
        next_step=reading.next_action,
        promised_time=reading.next_time,
    )
    await talk.records.drafts.add(note)
    if reading.next_action:
        await talk.records.drafts.add(
            Todo(
                id=talk.around.new_id(),
                owner=talk.person.id,
                what=reading.next_action[:255],
                created_at=talk.now,
                due=reading.next_time,
                due_at=promised_moment(reading.next_time),
                lead_id=lead.id if lead else None,
            )
        )
    if lead is not None:
        lead.last_contact_at = lead.updated_at = talk.now
        lead.next_action = reading.next_action[:255]
        redate(lead, reading.next_time)
    await talk.audit(talk.person.id, "follow_up.create", f"follow_up:{note.id}", talk.here.platform)
    name = f"{lead.company or lead.contact}" if lead else ""
    await talk.reply(texts.follow_up_saved(name, reading.next_action, reading.next_time))


async def _meant(talk: Talk, reading: Reading) -> Lead | None:
    owners = await visible_owners(talk, talk.person)
    words = [reading.company, *(contact.name for contact in reading.contacts)]
    for word in filter(None, words):
        found = await talk.records.leads.named(word, owners, 2)
        if len(found) == 1:
            return found[0]
    return None
