"""Answers to what the bot asked about notes, fields, stages, reminders and names."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping

from crm.notes.appointment import is_appointment
from crm.notes.follow_up import FIRST, WAITING
from crm.trail import Question
from handlers.asides import asks, is_aside, wants_time
from handlers.context import Talk
from handlers.customers.customer_meant import is_name, named
from handlers.customers.stage_change import take_reason
from handlers.customers.value_change import PUT_RIGHT
from handlers.home import take_name, take_place
from handlers.leads import door_decision
from handlers.manners import is_polite
from handlers.notes import first_contact
from handlers.notes.follow_up import open_note, opens_note
from handlers.notes.note_card import note_card_id
from handlers.notes.note_submit import drop_note, put_answer, submit
from handlers.notes.progress import take_progress
from handlers.reminders import reminder
from handlers.texts import note_texts
from handlers.unsure import take_sure
from nlp.reading import Reading

NOTE_QUESTIONS = frozenset(f"note_{key}" for key in ("text", "solved", "next_step", "promised_time", "extra"))
_FRESH = re.compile(r"^\s*(?:新线索|新增线索|登记线索|记录跟进|提醒我|申请|帮助|撤销|查\s|关键词|首次联系|你好|阶段改)")
OTHER_MATTER = re.compile(PUT_RIGHT.pattern + r"|(?:阶段|预算|电话|手机号?|联系人)(?:是|为|:|：)")
SENTENCE = 8
_ORDER = re.compile(r"\s*(?:拒绝|驳回|不同意|同意|批准|确认|通过)[了吧]?[。!！]*\s*")
_DROP = re.compile(r"^\s*(?:取消|算了|不要了|不记了|先不|跳过)[了吧。!！]*\s*$")


async def take_pending(talk: Talk, question: Question, reading: Reading, text: str) -> bool:
    """Use the words as the answer to this question. False: they are none, or say something of their own."""
    home = question.about == "home"
    if _FRESH.match(text) or opens_note(text) or (is_aside(reading, text) and not home):
        return False
    if not home and question.about != "sure" and await is_name(talk, text):
        return False
    if home and reading.intent not in ("chitchat", "query", "capture_lead"):
        return False
    if question.about in NOTE_QUESTIONS:
        if await _other_matter(talk, text) or await _of_another(talk, question, reading, text):
            return False
        return await _note_answer(talk, question, text)
    if _DROP.match(text) and question.about in (
        "progress",
        "stage_reason",
        "first_summary",
        "remind_time",
        "remind_what",
    ):
        await talk.records.trail.answered(talk.person.id, talk.here.platform)
        await talk.reply(note_texts.LEFT_OPEN)
        return True
    take = PENDING.get(question.about)
    return take is not None and await take(talk, question.subject, text)


async def _other_matter(talk: Talk, text: str) -> bool:
    """Tell whether words while a follow-up waits for an answer put something else right, or only are polite."""
    if is_polite(text) or wants_time(text.strip()) or _ORDER.fullmatch(text):
        return True
    changes = talk.around.understanding.correction(text, talk.now) if OTHER_MATTER.search(text) else None
    return bool(changes and changes.keys() - {"next_time"})


async def _of_another(talk: Talk, question: Question, reading: Reading, text: str) -> bool:
    """Tell whether a sentence names a customer other than the follow-up's: it is news of that one."""
    note = await talk.records.notes.get(question.subject) if question.subject else None
    if note is None or len(text) < SENTENCE:
        return False
    found = await named(talk, text, reading)
    return bool(found) and all(lead.id != note.lead_id for lead in found)


async def _note_answer(talk: Talk, question: Question, text: str) -> bool:
    key = question.about.removeprefix("note_")
    if key == "text":
        await talk.records.trail.answered(talk.person.id, talk.here.platform)
        await open_note(talk, text.strip())
        return True
    note = await talk.records.notes.get(question.subject)
    if note is None or note.state != WAITING or note.owner != talk.person.id:
        return False
    if _DROP.match(text):
        await drop_note(talk, note)
        return True
    if key == "promised_time" and asks(text) and not talk.around.understanding.moment(text, talk.now):
        return False
    if key == "extra":
        note.extra_value = text.strip()[:64]
    elif key == "solved" and is_appointment(text.strip(), ()) and talk.around.understanding.moment(text, talk.now):
        put_answer(talk, note, "next_step", text)  # nothing is solved by what is still to come
        note.action_time = talk.around.understanding.moment(text, talk.now)[:32]
    else:
        put_answer(talk, note, key, text)
    await submit(talk, note, await talk.card(note_card_id(note)), by_word=True)
    return True


async def _first_summary(talk: Talk, note_id: str, text: str) -> bool:
    note = await talk.records.notes.get(note_id)
    if note is None or note.owner != talk.person.id or note.state != FIRST:
        return False
    return await first_contact.take_summary(talk, note, text)


async def _home(talk: Talk, subject: str, text: str) -> bool:
    return await take_place(talk, subject, text) or await take_name(talk, text)


PENDING: Mapping[str, Callable[[Talk, str, str], Awaitable[bool]]] = {
    "progress": take_progress,
    "stage_reason": take_reason,
    "remind_time": reminder.take_time,
    "remind_what": reminder.take_what,
    "first_summary": _first_summary,
    "sure": take_sure,
    "door": door_decision.take_word,
    "home": _home,
}
"""By what was asked: who takes the answer, given the question's subject and the words. False: they are none."""
