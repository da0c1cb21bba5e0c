"""`明天改后天`, `改到10点`: the reminder that was set last gets another time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from crm.leads.draft import Todo
from crm.notes.appointment import remind_at
from handlers.context import SHANGHAI, Talk
from handlers.leads.lead_draft import RECENT
from handlers.notes.note_submit import open_note_of
from handlers.reminders import reminder
from handlers.reminders.kept_step import move_step
from handlers.texts import reminder_texts
from handlers.words import open_draft

_MOVED = re.compile(
    r"^\s*(?:时间)?(?P<old>\S{2,12}?)\s*(?:改|换|挪|推迟|提前)(?:成|到|为|在|至)?\s*(?P<new>\S{2,14}?)[吧了。.!！]*\s*$"
)
_DAY = re.compile(r"[今明后昨]天|周|星期|礼拜|[0-9一二三四五六七八九十](?:号|日|天|月)|月底|年底")


def moved(talk: Talk, text: str) -> dict[str, str] | None:
    """Return what `明天改后天` changes, both sides naming a time; None for all else."""
    found = _MOVED.match(text)
    moment = talk.around.understanding.moment
    if found is None or not moment(found["old"], talk.now):
        return None
    new = moment(found["new"], talk.now)
    return {"next_time": new} if new else None


async def move_reminder(talk: Talk, text: str) -> bool:
    """Move the reminder set last; what was not said of the new time stays. False: a note or draft came later."""
    todo = await reminder.newest(talk, RECENT)
    if todo is None or todo.due_at is None:
        return False
    for open_one in (await open_note_of(talk), await open_draft(talk)):
        if open_one is not None and (open_one.updated_at, open_one.id) > (todo.created_at, todo.id):
            return False
    found = _MOVED.match(text)
    moment = _new_moment(talk, found["new"] if found else text, todo.due_at)
    if moment is None:
        return False
    if moment <= talk.now:
        await talk.reply(reminder_texts.REMIND_PAST)
        return True
    await rearm(talk, todo, moment)
    return True


async def rearm(talk: Talk, todo: Todo, moment: datetime) -> None:
    """Give the reminder another time and show that on its card, wherever it stands; an appointment is told ahead."""
    due = moment.astimezone(SHANGHAI).isoformat(timespec="minutes")
    ahead = remind_at(due, talk.now) if await move_step(talk, todo, due) else None
    todo.due, todo.due_at = due, moment
    await talk.records.timers.set(f"remind:{todo.id}", reminder.KIND, todo.id, ahead or moment)
    await talk.audit(talk.person.id, "reminder.set", f"todo:{todo.id}", talk.here.platform)
    card = await talk.card(f"todo-{todo.id}")
    if card is None:
        await talk.show(reminder.reminder_card(todo, 1), f"todo:{todo.id}")
        return
    shown = reminder.reminder_card(todo, card.rev + 1)
    if ahead is not None:
        told = reminder_texts.moved_told(f"{ahead.astimezone(SHANGHAI):%m-%d %H:%M}")
        shown = replace(shown, title=card.title, summary=told)
    await talk.keep(shown, f"todo:{todo.id}", [talk.person.id])
    await talk.out.change(shown)


def _new_moment(talk: Talk, said: str, before: datetime) -> datetime | None:
    local = before.astimezone(SHANGHAI)
    day = talk.now if _DAY.search(said) else local.replace(hour=0, minute=0)
    read = talk.around.understanding.moment(said, day)
    if len(read) == len("2026-11-20"):
        return datetime.combine(datetime.fromisoformat(read).date(), local.timetz())
    return reminder.moment_of(read)
