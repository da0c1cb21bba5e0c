"""The to-do of a follow-up: one, whether it came with a voice note at once or with the saving (F03, F06)."""

from __future__ import annotations

from crm.leads.draft import Todo
from crm.leads.lead import promised_moment
from crm.notes.follow_up import Note
from handlers.context import Work

SHORTENED = 60


async def promise_at_once(work: Work, note: Note) -> None:
    """Keep the to-do of a voice note before anybody taps: it is there though nobody ever does."""
    if note.next_step or note.action_time:
        await keep_promise(work, note, note.action_time)


async def keep_promise(work: Work, note: Note, due: str) -> Todo:
    """Store what was promised in a note, due then; the to-do that the note has already is brought up to date."""
    known = await work.records.drafts.todos_of(note.id)
    todo = known[0] if known else Todo(work.around.new_id(), note.owner, "", work.now, draft_id=note.id)
    todo.what = note.next_step[:255] or note.summary[:SHORTENED]
    todo.due, todo.due_at = due, promised_moment(due)
    todo.lead_id, todo.done = note.lead_id, False
    if not known:
        await work.records.drafts.add(todo)
    return todo


async def drop_promise(work: Work, draft_id: str) -> None:
    """Close what came with a note or draft that was set aside."""
    for todo in await work.records.drafts.todos_of(draft_id):
        todo.done = True
