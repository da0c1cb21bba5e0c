"""Words that answer what the bot asked a moment ago, or correct a draft that is still open."""

from __future__ import annotations

import re

from crm.leads.draft import WAITING, Draft
from crm.notes.appointment import is_appointment
from crm.rights.entries import may_use
from crm.rights.reach import Act
from crm.trail import Question
from handlers.approvals.decide import reject_with
from handlers.asides import is_aside
from handlers.context import Talk
from handlers.contracts.chat import take_end
from handlers.customers.customer_meant import named
from handlers.leads.lead_draft import complete_lead, correct
from handlers.leads.lead_text import NOBODY, fill_missing
from handlers.leads.not_a_lead import is_short
from handlers.notes.known_talk import outcome
from handlers.notes.note_submit import correct_note, open_note_of
from handlers.notes.side_words import answer_by_label, number_of_draft, number_of_newcomer
from handlers.pending import NOTE_QUESTIONS, OTHER_MATTER, PENDING, take_pending
from handlers.reminders.moving import move_reminder, moved
from handlers.words import open_draft
from nlp.reading import Asked, Reading

ANSWERS = frozenset({*PENDING, *NOTE_QUESTIONS, "reject_reason", "contract_end", "draft_fields", "lead_fields"})
"""Everything the bot asks and whose answer it takes: each has its entry in `crm.rights`."""
_TOLD = re.compile(r"聊|谈|拜访|见了|去了|[总工姐哥理任]说|他们?说|她们?说|通了?(?:电)?话")
"""A sentence that tells something is not the name or number that was asked for."""
_DROPPED = re.compile(r"^\s*(?:取消|丢弃|不要了?|算了|不登记了?|先不登记)[了吧]?[。.!！]*\s*$")
COMMANDS = frozenset({"approve", "reject", "help", "undo", "query", "report", "claim", "mute", "merge"})


async def take_answer(talk: Talk, reading: Reading, text: str) -> bool:
    """Use the words as an answer or a correction. False: they are neither."""
    fresh = text.strip().startswith(("新线索", "新增线索", "记录跟进", "登记线索", "申请"))
    question = await _open_question(talk)
    if await answer_by_label(talk, text):
        return True
    if question is not None and await take_pending(talk, question, reading, text):
        return True
    if question is not None and not fresh and reading.intent not in COMMANDS:
        if question.about == "reject_reason":
            await reject_with(talk, question.subject, text.strip()[:500])
            return True
        if question.about == "contract_end" and await take_end(talk, question.subject, text):
            return True
        # A bare number or name says nothing by itself; behind the command's word it is read as what was asked for.
        answer = talk.around.understanding.read(Asked(f"新线索 {text}", talk.now))
        told = _tells_more(reading, text)
        if question.about == "draft_fields" and is_short(text) and not OTHER_MATTER.search(text):
            draft = await talk.records.drafts.get(question.subject)
            mine = draft is not None and draft.owner == talk.person.id and draft.state == WAITING
            fits = mine and draft is not None and not _another(draft, answer) and not told
            if draft is not None and fits and await fill_missing(talk, draft, answer, text):
                return True
        if question.about == "lead_fields" and not told and await _complete(talk, question.subject, answer):
            return True
    if fresh:
        return False
    if await number_of_newcomer(talk, text) or await number_of_draft(talk, reading, text):
        return True
    changes = talk.around.understanding.correction(text, talk.now) or moved(talk, text)
    if changes and changes.keys() == {"next_time"} and is_appointment(text.strip(), ()):
        return False
    if changes and changes.keys() == {"next_time"} and await move_reminder(talk, text):
        return True
    draft = await open_draft(talk) if changes else None
    if draft is not None and changes and "company" not in changes and await _of_other(talk, draft, reading, text):
        return False
    note = await open_note_of(talk) if changes else None
    if changes and note is not None and (draft is None or (note.updated_at, note.id) > (draft.updated_at, draft.id)):
        return await correct_note(talk, note, changes, text)
    if changes and draft is not None and not (reading.intent == "update_stage" and reading.slots.get("customer")):
        await correct(talk, draft, changes, text)
        return True
    return False


async def _open_question(talk: Talk) -> Question | None:
    """Return what the bot asked this person, if they may still answer it; else it is closed, and that is audited."""
    question = await talk.records.trail.question(talk.person.id, talk.here.platform, talk.now)
    if question is None or may_use(talk.person, f"answer:{question.about}"):
        return question
    await talk.audit(talk.person.id, "use.refused", f"answer:{question.about}", talk.here.platform)
    await talk.records.trail.answered(talk.person.id, talk.here.platform)
    return None


def _tells_more(reading: Reading, text: str) -> bool:
    """Tell words that are no name or number that was asked for: news, an end, an order, or dropping it."""
    dropped = _DROPPED.match(text) is not None
    return dropped or _TOLD.search(text) is not None or is_aside(reading, text) or outcome(text) is not None


async def _of_other(talk: Talk, draft: Draft, reading: Reading, text: str) -> bool:
    """Tell whether the words name another company than the draft's, or only customers on record that are not it."""
    if _another(draft, reading):
        return True
    found = await named(talk, text, reading)
    return bool(found) and all(not draft.company or lead.company != draft.company for lead in found)


def _another(draft: Draft, reading: Reading) -> bool:
    """Tell whether the words name a company that is not the draft's: they are about somebody else."""
    said, known = reading.company, draft.company
    return bool(said and known) and said not in known and not said.startswith(known[:2])


async def _complete(talk: Talk, lead_id: str, reading: Reading) -> bool:
    lead = await talk.records.rights.one(talk.person, lead_id, Act.EDIT)
    if lead is None or lead.owner != talk.person.id:
        return False
    who = reading.contacts[0] if reading.contacts else NOBODY
    phone = who.phone or (reading.phones[0] if reading.phones else "")
    return await complete_lead(talk, lead, phone, reading.company, who.name)
