"""`取消明天和华控的会`, `明天的会取消了`: an appointment is called off, its customer's next step is what it was."""

from __future__ import annotations

import re
from datetime import timedelta

from crm.leads.draft import Todo
from crm.leads.lead import SHANGHAI
from handlers.context import Talk
from handlers.customers.customer_meant import named
from handlers.reminders.reminder import undo_by_word
from handlers.texts import reminder_texts
from nlp.reading import Asked

AHEAD = timedelta(days=90)
MOST = 50
LISTED = 5
_KIND = r"(?:会议?|约会?|安排|拜访|见面|碰面|行程|日程|面谈|饭局|演示|电话会议?)"
CANCELLED = re.compile(
    rf"^\s*(?:请|帮我|把)?(?:取消|推掉)(?:掉|了)?\S{{0,24}}?{_KIND}(?:了|吧)?[。.!！]*\s*$"
    rf"|^\s*(?:把)?\S{{0,24}}?{_KIND}(?:给)?(?:取消|推)(?:掉|了|吧)*[。.!！]*\s*$"
)


async def cancel_by_word(talk: Talk, text: str) -> bool:
    """Take the one appointment back that fits the customer and the day; False: there is none to call off."""
    reading = talk.around.understanding.read(Asked(text, talk.now))
    leads = {lead.id for lead in await named(talk, text, reading)}
    day = talk.around.understanding.moment(text, talk.now)[:10]
    todos = [todo for todo in await _ahead(talk) if _fits(todo, leads, day)]
    if not todos:
        return False
    if len(todos) > 1:
        lines = [f"{talk.day_and_clock(todo.due_at)} {todo.what}" for todo in todos[:LISTED] if todo.due_at]
        await talk.reply(reminder_texts.which_to_cancel(lines))
        return True
    await undo_by_word(talk, todos[0])
    return True


async def _ahead(talk: Talk) -> list[Todo]:
    todos = await talk.records.notes.open_todos(talk.person.id, talk.now, talk.now + AHEAD, MOST)
    return [todo for todo in todos if todo.draft_id is None and not todo.asked_by]


def _fits(todo: Todo, leads: set[str], day: str) -> bool:
    on = todo.due_at.astimezone(SHANGHAI).date().isoformat() if todo.due_at is not None else ""
    return (not leads or todo.lead_id in leads) and (not day or on == day)
