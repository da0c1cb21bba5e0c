"""`撤销` of a saved follow-up, first contact or minutes: the lead is as it was, the words stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crm.leads.draft import WAITING as DRAFT_WAITING
from crm.leads.lead import Lead
from crm.notes.follow_up import FIRST, MINUTES, WAITING, FollowUp, Note
from crm.notes.undo import UNDO_LIFE, may_undo, put_back
from crm.trail import Decision
from handlers import texts
from handlers.context import Talk, Tap
from handlers.customers.customer_meant import name_of
from handlers.leads.draft_card import draft_card
from handlers.notes.note_card import note_card, note_card_id
from handlers.rights.check import may_change
from handlers.texts import note_texts
from handlers.watching.lead_watch import taken_back

RULES = {MINUTES: "F10", FIRST: "F08"}


async def remember(talk: Talk, follow_up: FollowUp, before: Mapping[str, Any], **kept: str) -> None:
    """Keep why a follow-up was saved and what it changed; `kept` names its to-do, or the draft it came from."""
    await talk.records.trail.decided(
        Decision(
            id=talk.around.new_id(),
            rule=RULES.get(follow_up.source, "F06"),
            subject=f"follow_up:{follow_up.id}",
            person=talk.person.id,
            at=talk.now,
            reasons=["必填内容齐全，已保存"],
            inputs={**kept, "lead": dict(before)},
        )
    )


async def newest(talk: Talk) -> FollowUp | None:
    """Return what this person saved last, while it can still be taken back."""
    return await talk.records.notes.newest_of(talk.person.id, talk.now - UNDO_LIFE)


async def tap_undo(tap: Tap) -> None:
    """`撤销` on the card of a saved follow-up."""
    note = await tap.records.notes.get(tap.subject.removeprefix("note:"))
    saved = await tap.records.notes.follow_up(note.follow_up_id) if note is not None and note.follow_up_id else None
    if note is None or note.owner != tap.person.id:
        await tap.reply(texts.CARD_FOREIGN)
    elif saved is None or not may_undo(saved.at, tap.now):
        await tap.reply(texts.NOTHING_TO_UNDO)
    else:
        await take_back(tap, saved)


async def take_back(talk: Talk, saved: FollowUp) -> None:
    """Remove the follow-up and its to-do, give the lead back what it had, and open its words again.

    Nothing of it happens once the customer is somebody else's to change.
    """
    if saved.lead_id and not await may_change(talk, saved.lead_id):
        return
    decision = await talk.records.trail.newest_decision(saved.owner, f"follow_up:{saved.id}")
    kept = decision.inputs if decision is not None else {}
    lead = await talk.records.leads.get(saved.lead_id) if saved.lead_id else None
    latest = await talk.records.notes.of_lead(lead.id, 1) if lead is not None else []
    if lead is not None and latest and latest[0].id == saved.id:
        await _restore(talk, lead, kept.get("lead", {}))
    todo = await talk.records.notes.todo(str(kept["todo"])) if kept.get("todo") else None
    if todo is not None:
        todo.done = True
    note = await talk.records.notes.of_follow_up(saved.id)
    await talk.records.notes.remove(saved)
    await talk.audit(talk.person.id, "follow_up.undo", f"follow_up:{saved.id}", talk.here.platform)
    again = note is not None and note.source != FIRST
    if note is not None:
        await _reopen(talk, note, lead)
    if kept.get("draft"):
        again = await _reopen_draft(talk, str(kept["draft"]))
    await talk.reply(note_texts.follow_up_undone(name_of(lead), again))


async def _restore(talk: Talk, lead: Lead, before: Mapping[str, Any]) -> None:
    added = set(lead.tags) - set(before.get("tags", lead.tags))
    put_back(lead, before)
    lead.updated_at = talk.now
    await taken_back(talk, lead)
    account = await talk.records.leads.account_named(lead.company, lead.owner) if added and lead.company else None
    if account is not None:
        account.tags = [tag for tag in account.tags if tag not in added]
        account.updated_at = talk.now


async def _reopen(talk: Talk, note: Note, lead: Lead | None) -> None:
    note.follow_up_id, note.updated_at = None, talk.now
    note.state = FIRST if note.source == FIRST else WAITING
    card = await talk.card(note_card_id(note))
    if card is None or note.source == FIRST:
        return
    status = note_texts.undone_status(talk.clock())
    shown = note_card(note, lead, (), card.rev + 1, talk.page(f"/cards/{card.id}"), status)
    await talk.keep(shown, f"note:{note.id}", [note.owner])
    await talk.out.change(shown)


async def _reopen_draft(talk: Talk, draft_id: str) -> bool:
    draft = await talk.records.drafts.get(draft_id)
    card = await talk.card(f"draft-{draft_id}")
    if draft is None or card is None:
        return False
    draft.state, draft.lead_id, draft.updated_at = DRAFT_WAITING, None, talk.now
    shown = draft_card(draft, card.rev + 1, talk.page(f"/cards/{card.id}"))
    await talk.keep(shown, f"draft:{draft.id}", [draft.owner])
    await talk.out.change(shown)
    return True
