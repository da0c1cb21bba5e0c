"""The draft that a tap is about, when it is this person's and still open."""

from __future__ import annotations

from crm.leads.draft import MADE, WAITING, Draft
from handlers import texts
from handlers.context import Tap
from handlers.texts import lead_texts


async def draft_tapped(tap: Tap, *also_open: str) -> Draft | None:
    """Return it, or None after saying why not. Waiting drafts are open, and those in a state of `also_open`."""
    draft = await tap.records.drafts.get(tap.subject.removeprefix("draft:"))
    if draft is None or draft.owner != tap.person.id:
        await tap.reply(texts.CARD_FOREIGN)
        return None
    if draft.state not in (WAITING, *also_open):
        await tap.reply(lead_texts.already_made(draft.company) if draft.state == MADE else texts.CARD_CHANGED)
        return None
    return draft
