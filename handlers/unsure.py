"""A value read with little confidence is asked about before it is shown as known."""

from __future__ import annotations

import re

from crm.leads.draft import WAITING, Draft
from handlers.context import Talk
from handlers.leads.lead_draft import apply_changes, redraw
from handlers.leads.lead_text import show_or_ask
from handlers.notes.dictation import turn_into_news
from handlers.voice_names import chosen, guesses_for, settle_name

_YES = re.compile(r"^\s*(?:是的?|对的?|没错|嗯+|确认|正确|可以|好的?|ok|yes)[。.!！~]*\s*$", re.IGNORECASE)
_NO = re.compile(r"^\s*(?:不是|不对|错了?|否|没有|都不是|no)[。.!！~]*\s*$", re.IGNORECASE)


async def take_sure(talk: Talk, draft_id: str, text: str) -> bool:
    """The answer to the question whether a value is right: yes, no, or the right one."""
    draft = await talk.records.drafts.get(draft_id)
    if draft is None or draft.state != WAITING or draft.owner != talk.person.id or not draft.unsure:
        return False
    field = draft.unsure[0]
    guesses = guesses_for(draft, field)
    said = guesses[0] if len(guesses) == 1 and _YES.match(text) else chosen(guesses, text)
    heard = str(getattr(draft, field))
    if said:
        setattr(draft, field, said)
    elif guesses and (_NO.match(text) or _YES.match(text)):
        pass
    elif _NO.match(text):
        setattr(draft, field, None if field == "budget" else "")
    elif not _YES.match(text) and not await _put(talk, draft, field, text.strip()):
        return True
    settle_name(draft, field)
    draft.unsure = [other for other in draft.unsure if other != field]
    draft.updated_at = talk.now
    await talk.records.trail.answered(talk.person.id, talk.here.platform)
    if guesses and not draft.unsure and await turn_into_news(talk, draft, {str(getattr(draft, field)): heard}):
        return True
    card = await talk.card(f"draft-{draft.id}")
    if card is not None:
        await redraw(talk, draft, card)
    if card is None or draft.unsure:
        await show_or_ask(talk, draft)
    return True


async def _put(talk: Talk, draft: Draft, field: str, text: str) -> bool:
    """Set the right value: what a correction says, else the bare words."""
    changes = talk.around.understanding.correction(text, talk.now) or {}
    if field in changes:
        return await apply_changes(talk, draft, {field: changes[field]})
    if field == "next_time":
        moment = talk.around.understanding.moment(text, talk.now)
        return bool(moment) and await apply_changes(talk, draft, {field: moment})
    if field == "budget":
        amount = talk.around.understanding.amount(text)
        return amount is not None and await apply_changes(talk, draft, {field: f"{amount:.0f}"})
    return await apply_changes(talk, draft, {field: text})
