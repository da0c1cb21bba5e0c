"""The moment of a reminder: it speaks once, to whoever is to be reminded, and why is kept (`为什么提醒我`)."""

from __future__ import annotations

from crm.leads.draft import Todo
from crm.people import User
from crm.trail import Decision
from handlers.context import Work
from handlers.reminders.colleague import still_allowed
from handlers.texts import reminder_texts

RULE = "reminder"


async def reminder_due(work: Work, todo_id: str) -> None:
    """Fire the timer of one reminder."""
    todo = await work.records.notes.todo(todo_id)
    if todo is None or todo.done:
        return
    muted = await work.records.mutes.muted_at(todo.owner, todo.lead_id) if todo.lead_id else None
    if muted is not None and muted >= todo.created_at:  # one that was ordered after the mute is wanted
        return
    person = await work.records.people.get(todo.owner)
    if todo.asked_by and not await still_allowed(work, todo, person):
        return
    if person is not None and person.active:
        await _speak(work, todo, person)


async def _speak(work: Work, todo: Todo, person: User) -> None:
    by = await work.records.people.get(todo.asked_by) if todo.asked_by else None
    asker = by.name if by is not None else ""
    ahead = todo.due_at is not None and todo.due_at > work.now and len(todo.due) > len("2026-11-20")
    at = work.clock(todo.due_at) if ahead else ""
    words = reminder_texts.passed_on(asker, todo.what) if asker else reminder_texts.reminder(todo.what, at)
    await work.tell(person, words)
    why = reminder_texts.why_ordered(asker, work.day_and_clock(todo.created_at), todo.what)
    subject = f"lead:{todo.lead_id}" if todo.lead_id else f"todo:{todo.id}"
    decision = Decision(work.around.new_id(), RULE, subject, person.id, work.now, [why])
    await work.records.trail.decided(decision)
