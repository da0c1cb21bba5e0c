"""`提交` on a follow-up: saved only when nothing is missing, and the missing one is named and asked for (F06, F08)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from cards.card import Action, Card
from crm.leads.lead import Lead
from crm.leads.progress import LABELS
from crm.notes.follow_up import DROPPED, SAVED, WAITING, Note
from crm.notes.golden import QUESTIONS, unanswered
from handlers import texts
from handlers.context import Talk, Tap
from handlers.customers.customer_meant import name_of
from handlers.leads.newcomer import offer_lead
from handlers.notes.follow_up import prepare_for
from handlers.notes.note_card import UNLINKED, note_card, note_card_id
from handlers.notes.note_saving import save_note
from handlers.notes.progress import read_value
from handlers.notes.promise import drop_promise
from handlers.rights.check import may_change
from handlers.texts import note_texts

UNDO = Action("undo", "撤销")
RECENT = timedelta(hours=12)
SAID = {"solved": "解决", "next_step": "下一步", "promised_time": "承诺"}
"""Under which label the source of an answer stands; what somebody answers themselves has none."""
_AMOUNT = re.compile(r"[\d.,，零一二两三四五六七八九十百千]+\s*(?:万|亿|千|元|块|w|k|万元|块钱)*")
"""A sum is no time: it answers another question."""
KEYS = {label: key for key, label in QUESTIONS}


async def tap_submit(tap: Tap) -> None:
    """`提交`: take what was typed and chosen, then save or say what is missing."""
    note = await _note_of(tap)
    if note is None:
        return
    for key, _ in QUESTIONS:
        if key in tap.values:
            put_answer(tap, note, key, tap.value(key))
    await _choose_customer(tap, note)
    await submit(tap, note, tap.tapped)


async def tap_drop(tap: Tap) -> None:
    """`取消`: the note is set aside; its words stay stored."""
    note = await _note_of(tap)
    if note is not None:
        await drop_note(tap, note)


async def tap_stale(tap: Tap) -> None:
    """A tap on an old copy of a note's card."""
    if await _note_of(tap) is not None:
        await tap.reply(texts.CARD_CHANGED)


async def submit(talk: Talk, note: Note, card: Card | None, by_word: bool = False) -> bool:
    """Save the note when it is complete. False: something is missing, or the customer is not theirs to change now."""
    note.updated_at = talk.now
    lead = await talk.records.leads.get(note.lead_id) if note.lead_id else None
    problem = missing_of(talk, note)
    if problem is not None:
        key, label, sentence = problem
        if not by_word:
            await redraw(talk, note, lead, card, note_texts.note_open(label))
        await talk.ask(f"note_{key}", note.id, sentence)
        return False
    if lead is not None and not await may_change(talk, lead.id):
        return False
    follow_up = await save_note(talk, note, lead)
    await talk.records.trail.answered(talk.person.id, talk.here.platform)
    await redraw(talk, note, lead, card, note_texts.note_saved(talk.clock()))
    if by_word or card is None:
        await talk.reply(note_texts.follow_up_saved(name_of(lead), follow_up.next_step, note.action_time))
    if lead is None:
        await offer_lead(talk, note, follow_up)
    if lead is not None and note.extra_field and lead.asked_field == note.extra_field:
        question = note_texts.ask_progress(LABELS[note.extra_field])
        await talk.ask("progress", f"{lead.id}:{note.extra_field}", question)
    return True


def missing_of(talk: Talk, note: Note) -> tuple[str, str, str] | None:
    """Return what keeps a note from being saved: the first one's key, what all are called, the sentence that asks."""
    lacking = unanswered(note.solved, note.next_step, note.promised_time)
    if lacking:
        return KEYS[lacking[0]], "、".join(lacking), note_texts.note_lacks(lacking)
    if note.extra_required and read_value(talk, note.extra_field, note.extra_value) is None:
        label = LABELS[note.extra_field]
        return "extra", label, note_texts.note_lacks((label,))
    return None


def put_answer(talk: Talk, note: Note, key: str, text: str) -> None:
    """Set one golden answer; a promised time is kept as a date where the words name one."""
    value = text.strip()[:500]
    if key == "promised_time":
        moment = talk.around.understanding.moment(value, talk.now)
        value = moment[:32] or ("" if _AMOUNT.fullmatch(value) else value[:32])
    elif key == "next_step" and value != note.next_step:
        note.action_time = _day_of(talk, note, value)
    if getattr(note, key) != value:
        note.sources = {label: said for label, said in note.sources.items() if label != SAID[key]}
    setattr(note, key, value)


def _day_of(talk: Talk, note: Note, value: str) -> str:
    """Return the day that a new next step names, else the one the note had; a day of its own needs no other source."""
    moment = talk.around.understanding.moment(value, talk.now)
    if moment:
        note.sources = {label: said for label, said in note.sources.items() if label != "日期"}
    return moment[:32] or note.action_time


async def drop_note(talk: Talk, note: Note) -> None:
    """Set the note aside."""
    note.state, note.updated_at = DROPPED, talk.now
    await drop_promise(talk, note.id)
    await talk.records.trail.answered(talk.person.id, talk.here.platform)
    await talk.audit(talk.person.id, "note.drop", f"note:{note.id}", talk.here.platform)
    lead = await talk.records.leads.get(note.lead_id) if note.lead_id else None
    await redraw(talk, note, lead, await talk.card(note_card_id(note)), texts.dropped_at(talk.clock()))


async def correct_note(talk: Talk, note: Note, changes: Mapping[str, str], text: str) -> bool:
    """Apply a correction in plain words (`不是下周三是下周四`). False: it changes nothing of a note."""
    if "next_time" not in changes:
        return False
    if any(word in text for word in ("承诺", "交付", "我方")):
        note.promised_time = changes["next_time"][:32]
        note.sources = {**note.sources, "承诺": text.strip()}
    else:
        note.action_time = changes["next_time"][:32]
        note.sources = {**note.sources, "日期": text.strip()}
    note.updated_at = talk.now
    lead = await talk.records.leads.get(note.lead_id) if note.lead_id else None
    await redraw(talk, note, lead, await talk.card(note_card_id(note)), "")
    return True


async def open_note_of(talk: Talk) -> Note | None:
    """Return the note this person worked on last, while it is still fresh."""
    return await talk.records.notes.newest_waiting(talk.person.id, talk.now - RECENT)


async def redraw(talk: Talk, note: Note, lead: Lead | None, card: Card | None, status: str) -> None:
    """Show the note's present state wherever its card stands."""
    if card is None:
        return
    rev = card.rev if note.state != WAITING else card.rev + 1
    shown = note_card(note, lead, (), rev, talk.page(f"/cards/{card.id}"), status)
    if note.state != WAITING:
        shown = shown.settled(status)
    if note.state == SAVED:
        shown = replace(shown, done=False, actions=(UNDO,))
    await talk.keep(shown, f"note:{note.id}", [note.owner])
    await talk.out.change(shown)


async def _choose_customer(tap: Tap, note: Note) -> None:
    chosen = tap.value("lead")
    offered = [option.id for choice in tap.tapped.choices if choice.key == "lead" for option in choice.options]
    if note.lead_id is None and chosen in offered and chosen != UNLINKED:
        lead = await tap.records.leads.get(chosen)
        if lead is not None:
            note.lead_id = lead.id
            prepare_for(note, lead, None)


async def _note_of(tap: Tap) -> Note | None:
    note = await tap.records.notes.get(tap.subject.removeprefix("note:"))
    if note is None or note.owner != tap.person.id:
        await tap.reply(texts.CARD_FOREIGN)
        return None
    if note.state != WAITING:
        await tap.reply(note_texts.NOTE_DONE if note.state == SAVED else texts.CARD_CHANGED)
        return None
    return note
