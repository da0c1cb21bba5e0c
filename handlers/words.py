"""Short words that act on what is open: `确认`, `拒绝 …`, `取消`, `撤销`."""

from __future__ import annotations

import re

from crm.leads.draft import Draft
from handlers import texts
from handlers.approvals.decide import reject_with
from handlers.context import Talk
from handlers.customers import change_undo
from handlers.leads import lead_undo
from handlers.leads.lead_draft import RECENT, confirm, drop
from handlers.manners import is_polite
from handlers.notes import follow_up_undo
from handlers.notes.note_submit import drop_note, open_note_of
from handlers.reminders import reminder
from handlers.texts import approval_texts
from nlp.reading import Reading

_NUMBER = re.compile(r"\d{8}-\d{3,}")


async def open_draft(talk: Talk) -> Draft | None:
    """Return the draft this person worked on last, while it is still fresh."""
    return await talk.records.drafts.newest_waiting(talk.person.id, talk.now - RECENT)


async def approve_by_word(talk: Talk, reading: Reading, text: str) -> None:
    """`确认` confirms the newest draft; a mere nod only when nothing else came after it."""
    draft = await open_draft(talk)
    if is_polite(text) and (draft is None or await _touched_since(talk, draft)):
        await talk.reply(texts.NOTED)
        return
    if draft is None:
        await talk.reply(texts.NOTHING_TO_CONFIRM)
        return
    await confirm(talk, draft, await talk.card(f"draft-{draft.id}"))


async def reject_by_word(talk: Talk, reading: Reading, text: str) -> None:
    """`拒绝 20261120-001 理由` decides an approval by word; without a number it drops the newest draft."""
    number = _NUMBER.search(text)
    if number is None:
        await drop_by_word(talk, reading, text)
        return
    reason = text.replace(number[0], "").replace("拒绝", "").replace("驳回", "").replace("审批", "").strip(" ，,：:")
    if not reason:
        await talk.ask("reject_reason", number[0], approval_texts.REASON_WANTED)
        return
    await reject_with(talk, number[0], reason)


async def drop_by_word(talk: Talk, reading: Reading, text: str) -> None:
    """`取消` sets aside what waits and was touched last: a draft or a follow-up."""
    draft, note = await open_draft(talk), await open_note_of(talk)
    if note is not None and (draft is None or (note.updated_at, note.id) > (draft.updated_at, draft.id)):
        await drop_note(talk, note)
        return
    if draft is None:
        await talk.reply(texts.NOTHING_TO_CONFIRM)
        return
    await drop(talk, draft, await talk.card(f"draft-{draft.id}"))


async def undo_by_word(talk: Talk, reading: Reading, text: str) -> None:
    """`撤销` takes back what this person did last, within twelve hours: a follow-up, a reminder, a lead or a change.

    A follow-up that was begun after all of these and still waits is set aside.
    """
    note = await open_note_of(talk)
    draft = await talk.records.drafts.newest_made(talk.person.id, talk.now - RECENT)
    todo = await reminder.newest(talk, RECENT)
    saved = await follow_up_undo.newest(talk)
    lead = await lead_undo.made_from(talk, draft) if draft is not None else None
    change = await change_undo.newest_change(talk)
    done = {
        "change": (change.at, change.id) if change is not None else None,
        "saved": (saved.at, saved.id) if saved is not None else None,
        "todo": (todo.created_at, todo.id) if todo is not None else None,
        "lead": (draft.updated_at, lead.id) if draft is not None and lead is not None else None,
    }
    if note is not None and all((note.created_at, note.id) > when for when in done.values() if when is not None):
        await drop_note(talk, note)
        return
    last = max((when, which) for which, when in done.items() if when is not None)[1] if any(done.values()) else ""
    if change is not None and last == "change":
        await change_undo.take_change_back(talk, change)
    elif saved is not None and last == "saved":
        await follow_up_undo.take_back(talk, saved)
    elif todo is not None and last == "todo":
        await reminder.undo_by_word(talk, todo)
    elif draft is not None and lead is not None:
        await lead_undo.take_back(talk, draft, lead)
    else:
        await talk.reply(texts.NOTHING_TO_UNDO)


async def _touched_since(talk: Talk, draft: Draft) -> bool:
    """Tell whether a follow-up or a reminder came after the draft."""
    note, saved, todo = await open_note_of(talk), await follow_up_undo.newest(talk), await reminder.newest(talk, RECENT)
    moments = [(note.updated_at, note.id)] if note is not None else []
    moments += [(saved.at, saved.id)] if saved is not None else []
    moments += [(todo.created_at, todo.id)] if todo is not None else []
    return any(moment > (draft.updated_at, draft.id) for moment in moments)


async def not_yet(talk: Talk, reading: Reading, text: str) -> None:
    """A report that is asked for by word: say that there is none yet, and what can be asked now."""
    await talk.reply(texts.REPORT_LATER)
