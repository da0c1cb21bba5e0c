"""A follow-up about somebody who is nobody's customer yet: once it is saved, the lead is offered, never demanded."""

from __future__ import annotations

from crm.leads.lead import missing_fields
from crm.notes.follow_up import FollowUp, Note
from handlers.context import Talk
from handlers.leads.lead_text import draft_from, show_or_ask
from handlers.notes.newcomer_follow_up import SAID
from handlers.notes.note_card import NEWCOMER
from handlers.texts import lead_texts
from nlp.reading import Asked


async def offer_lead(talk: Talk, note: Note, follow_up: FollowUp) -> None:
    """Draft the lead of the company that the words named; only what is missing is asked for (F01)."""
    if not note.sources.get(NEWCOMER):
        return
    reading = talk.around.understanding.read(Asked(f"记录跟进 {note.text}", talk.now))
    draft = draft_from(talk, reading, "text", note.text)
    draft.company = note.sources[NEWCOMER][:255]
    draft.todo, draft.next_time = note.next_step[:255], note.action_time or draft.next_time
    draft.sources = {**draft.sources, SAID: follow_up.id}
    draft.unsure = []
    draft.card_id = f"draft-{draft.id}"
    await talk.records.drafts.add(draft)
    lacking = missing_fields(draft.company, draft.contact, draft.phone)
    if lacking:
        await talk.ask("draft_fields", draft.id, lead_texts.newcomer(draft.company, lacking, draft.contact))
    else:
        await show_or_ask(talk, draft)
