"""Words for the follow-up in hand that answer no question: a labelled answer, the number of somebody new."""

from __future__ import annotations

import re

from crm.notes.follow_up import Note
from handlers.context import Talk
from handlers.leads.lead_draft import correct
from handlers.notes.note_card import NEWCOMER, note_card_id
from handlers.notes.note_submit import open_note_of, put_answer, redraw
from handlers.texts import note_texts
from handlers.words import open_draft
from nlp.reading import Reading

SHORT = 40

_NUMBER = re.compile(
    r"(?:(?:他|她|客户)?的?(?:手机号?|电话|号码)(?:是|[:：])?\s*)?(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}"
)
_MARK = r"\s*(?:[:：是为]|\s)\s*(?P<said>.{2,500})"
_LABELLED = (
    ("solved", re.compile(r"(?:本次)?解决(?:了)?(?:什么|的)?问题" + _MARK, re.S)),
    ("next_step", re.compile(r"(?:客户(?:明确)?(?:的)?)?下一步(?:动作)?" + _MARK, re.S)),
    ("promised_time", re.compile(r"(?:我方)?(?:承诺)?(?:的)?交付(?:时间|日期)?" + _MARK, re.S)),
)


async def answer_by_label(talk: Talk, text: str) -> bool:
    """`下一步：寄样品` fills that answer of the open follow-up. False: there is none, or nothing is labelled."""
    found = next(((key, hit["said"]) for key, label in _LABELLED if (hit := label.fullmatch(text.strip()))), None)
    note = await _in_hand(talk) if found is not None else None
    if note is None or found is None:
        return False
    put_answer(talk, note, *found)
    note.updated_at = talk.now
    lead = await talk.records.leads.get(note.lead_id) if note.lead_id else None
    await redraw(talk, note, lead, await talk.card(note_card_id(note)), "")
    return True


async def number_of_newcomer(talk: Talk, text: str) -> bool:
    """A bare number while the follow-up of an unregistered company waits: kept, and registered with the company."""
    short = text.strip()
    if _NUMBER.fullmatch(short) is None:
        return False
    note = await _in_hand(talk)
    company = note.sources.get(NEWCOMER, "") if note is not None and note.lead_id is None else ""
    if note is None or not company:
        return False
    note.text, note.updated_at = f"{note.text} {short}", talk.now
    await talk.reply(note_texts.number_kept(company))
    return True


async def number_of_draft(talk: Talk, reading: Reading, text: str) -> bool:
    """`张工的电话是136…` while a draft with 张工 waits: it is the draft's number, and no second lead."""
    draft = await open_draft(talk) if len(reading.phones) == 1 and not reading.company and len(text) <= SHORT else None
    who = reading.contacts[0].name if reading.contacts else ""
    if draft is None or not who or not draft.contact or (who not in draft.contact and draft.contact not in who):
        return False
    await correct(talk, draft, {"phone": reading.phones[0]}, text)
    return True


async def _in_hand(talk: Talk) -> Note | None:
    """Return the follow-up that waits, unless a draft was touched later."""
    note, draft = await open_note_of(talk), await open_draft(talk)
    later = draft is not None and note is not None and (draft.updated_at, draft.id) > (note.updated_at, note.id)
    return None if later else note
