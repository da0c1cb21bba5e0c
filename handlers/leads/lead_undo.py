"""`撤销` of a confirmed lead, by the button on its card or by word: the lead closes, its draft waits again."""

from __future__ import annotations

from dataclasses import replace

from cards.card import Action, Card
from crm.leads.draft import MADE, WAITING, Draft
from crm.leads.lead import CLOSED, Lead
from crm.notes.undo import may_undo
from crm.rights.reach import Act
from handlers import texts
from handlers.context import Talk, Tap
from handlers.leads.draft_card import draft_card
from handlers.notes.newcomer_follow_up import leave_follow_up
from handlers.texts import lead_texts

UNDO = Action("undo", "撤销")


def made_card(draft: Draft, rev: int, link: str, status: str) -> Card:
    """Return the card of a lead that was just made: nothing left to press but `撤销`."""
    return replace(draft_card(draft, rev, link).settled(status), done=False, actions=(UNDO,))


async def tap_undo(tap: Tap) -> None:
    """`撤销` on the card, by the person who confirmed and still owns the lead, within twelve hours and once."""
    draft = await tap.records.drafts.get(tap.subject.removeprefix("draft:"))
    if draft is None or draft.owner != tap.person.id:
        await tap.reply(texts.CARD_FOREIGN)
        return
    lead = await made_from(tap, draft)
    if lead is None:
        await tap.reply(texts.NOTHING_TO_UNDO)
        return
    await take_back(tap, draft, lead)


async def made_from(talk: Talk, draft: Draft) -> Lead | None:
    """Return the lead that a draft became, when this person may still take it back."""
    if draft.state != MADE or not draft.lead_id or not may_undo(draft.updated_at, talk.now):
        return None
    lead = await talk.records.rights.one(talk.person, draft.lead_id, Act.EDIT)
    if lead is None or lead.owner != talk.person.id or lead.status == CLOSED or lead.master is not None:
        return None
    return lead


async def take_back(talk: Talk, draft: Draft, lead: Lead) -> None:
    """Close the lead and open its draft again, on its card too; what was noted of the lead since comes first."""
    if not await leave_follow_up(talk, draft, lead):
        await talk.reply(lead_texts.UNDO_NOTES_FIRST)
        return
    lead.status, lead.updated_at = CLOSED, talk.now
    draft.state, draft.updated_at, draft.lead_id = WAITING, talk.now, None
    await talk.audit(talk.person.id, "lead.undo", f"lead:{lead.id}", talk.here.platform)
    card = await talk.card(f"draft-{draft.id}")
    if card is not None:
        status = texts.undone_at(talk.clock())
        shown = replace(draft_card(draft, card.rev + 1, talk.page(f"/cards/{card.id}")), status=status)
        await talk.keep(shown, f"draft:{draft.id}", [draft.owner])
        await talk.out.change(shown)
    await talk.reply(lead_texts.undone(lead.company or lead.contact))
