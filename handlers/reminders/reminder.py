"""`提醒我明天9点给安克打电话`: a to-do with a timer that speaks at its minute, until it is taken back."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from cards.card import Action, Card, Field
from crm.leads.draft import Todo
from crm.leads.lead import SHANGHAI
from handlers import texts
from handlers.context import Talk, Tap, Work
from handlers.customers.customer_meant import meant
from handlers.texts import reminder_texts
from nlp.reading import Reading

KIND = "reminder"
MORNING = time(9, 0)
UNDO = Action("undo", "撤销")


async def remind(talk: Talk, reading: Reading, text: str) -> None:
    """Set the reminder, or ask for what is missing: what, or when."""
    what = reading.slots.get("what", "").strip()
    moment = moment_of(reading.slots.get("time", ""))
    if not what:
        await talk.ask("remind_what", reading.slots.get("time", ""), reminder_texts.REMIND_WHAT)
        return
    if moment is None or moment <= talk.now:
        todo = await _todo(talk, what, None)
        await talk.ask("remind_time", todo.id, _when(moment))
        return
    await _set(talk, await _todo(talk, what, moment), moment)


def _when(moment: datetime | None) -> str:
    return reminder_texts.REMIND_TIME if moment is None else reminder_texts.REMIND_PAST


def moment_of(said: str) -> datetime | None:
    """Return when to remind: the minute that was said, or 9:00 of that day in Shanghai."""
    if not said:
        return None
    if len(said) == 10:
        return datetime.combine(datetime.fromisoformat(said).date(), MORNING, SHANGHAI)
    moment = datetime.fromisoformat(said)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


async def take_time(talk: Talk, todo_id: str, text: str) -> bool:
    """The answer to the question for a time. False when the words hold none."""
    todo = await talk.records.notes.todo(todo_id)
    moment = moment_of(talk.around.understanding.moment(text, talk.now))
    if todo is None or todo.owner != talk.person.id or todo.done or moment is None:
        return False
    if moment <= talk.now:
        await talk.ask("remind_time", todo_id, reminder_texts.REMIND_PAST)
        return True
    await talk.records.trail.answered(talk.person.id, talk.here.platform)
    await _set(talk, todo, moment)
    return True


async def take_what(talk: Talk, said: str, text: str) -> bool:
    """The answer to the question what to be reminded of; `said` is the time if it was said before."""
    moment = moment_of(said)
    todo = await _todo(talk, text.strip()[:255], moment)
    if moment is None or moment <= talk.now:
        await talk.ask("remind_time", todo.id, _when(moment))
        return True
    await talk.records.trail.answered(talk.person.id, talk.here.platform)
    await _set(talk, todo, moment)
    return True


async def reminder_due(work: Work, todo_id: str) -> None:
    """Fire the timer of one reminder."""
    todo = await work.records.notes.todo(todo_id)
    if todo is None or todo.done:
        return
    muted = await work.records.mutes.muted_at(todo.owner, todo.lead_id) if todo.lead_id else None
    if muted is not None and muted >= todo.created_at:  # one that was ordered after the mute is wanted
        return
    person = await work.records.people.get(todo.owner)
    if person is not None and person.active:
        await work.tell(person, reminder_texts.reminder(todo.what))


async def tap_undo(tap: Tap) -> None:
    """`撤销` on the card of a reminder."""
    todo = await tap.records.notes.todo(tap.subject.removeprefix("todo:"))
    if todo is None or todo.owner != tap.person.id or todo.done:
        await tap.reply(texts.NOTHING_TO_UNDO)
        return
    await take_back(tap, todo)
    shown = reminder_card(todo, tap.tapped.rev).settled(texts.undone_at(tap.clock()))
    await tap.keep(shown, f"todo:{todo.id}", [todo.owner])
    await tap.out.change(shown)


async def undo_by_word(talk: Talk, todo: Todo) -> None:
    """`撤销` right after a reminder was set."""
    await take_back(talk, todo)
    card = await talk.card(f"todo-{todo.id}")
    if card is not None:
        shown = reminder_card(todo, card.rev).settled(texts.undone_at(talk.clock()))
        await talk.keep(shown, f"todo:{todo.id}", [todo.owner])
        await talk.out.change(shown)
    await talk.reply(reminder_texts.reminder_undone(todo.what))


async def newest(talk: Talk, since: timedelta) -> Todo | None:
    """Return the reminder this person set last and that still waits."""
    return await talk.records.notes.newest_reminder(talk.person.id, talk.now - since, talk.now)


async def take_back(talk: Talk, todo: Todo) -> None:
    """Disarm the reminder and close its to-do."""
    todo.done = True
    await talk.records.timers.cancel(f"remind:{todo.id}")
    await talk.audit(talk.person.id, "reminder.undo", f"todo:{todo.id}", talk.here.platform)


def reminder_card(todo: Todo, rev: int) -> Card:
    """Return the card that says what will be said when."""
    at = todo.due_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if todo.due_at else ""
    return Card(
        id=f"todo-{todo.id}",
        rev=rev,
        kind="reminder",
        title="提醒已设好",
        fields=(Field("内容", todo.what), Field("时间", at)),
        actions=(UNDO,),
    )


async def rearm(talk: Talk, todo: Todo, moment: datetime) -> None:
    """Give the reminder another time and show that on its card, wherever it stands."""
    todo.due, todo.due_at = moment.isoformat(timespec="minutes"), moment
    await talk.records.timers.set(f"remind:{todo.id}", KIND, todo.id, moment)
    await talk.audit(talk.person.id, "reminder.set", f"todo:{todo.id}", talk.here.platform)
    card = await talk.card(f"todo-{todo.id}")
    if card is None:
        await talk.show(reminder_card(todo, 1), f"todo:{todo.id}")
        return
    shown = reminder_card(todo, card.rev + 1)
    await talk.keep(shown, f"todo:{todo.id}", [todo.owner])
    await talk.out.change(shown)


async def _todo(talk: Talk, what: str, moment: datetime | None) -> Todo:
    lead, _ = await meant(talk, what)
    named = lead is not None and any(name and name in what for name in (lead.company, lead.contact))
    todo = Todo(
        id=talk.around.new_id(),
        owner=talk.person.id,
        what=what[:255],
        created_at=talk.now,
        lead_id=lead.id if lead is not None and named else None,
    )
    if moment is not None:
        todo.due, todo.due_at = moment.isoformat(timespec="minutes"), moment
    await talk.records.drafts.add(todo)
    return todo


async def _set(talk: Talk, todo: Todo, moment: datetime) -> None:
    todo.due, todo.due_at = moment.isoformat(timespec="minutes"), moment
    await talk.records.timers.set(f"remind:{todo.id}", KIND, todo.id, moment)
    await talk.audit(talk.person.id, "reminder.set", f"todo:{todo.id}", talk.here.platform)
    await talk.show(reminder_card(todo, 1), f"todo:{todo.id}")
