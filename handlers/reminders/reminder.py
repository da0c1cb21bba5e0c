"""`提醒我明天9点给安克打电话`: a to-do with a timer that speaks at its minute, until it is taken back."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from cards.card import Action, Card, Field
from crm.leads.draft import Todo
from crm.leads.lead import SHANGHAI
from crm.rights.entries import may_use
from crm.rights.reminding import may_remind
from handlers import texts
from handlers.context import Talk, Tap
from handlers.customers.customer_meant import meant
from handlers.reminders.colleague import colleague_meant, hand_to, why_only_you
from handlers.reminders.kept_step import put_step_back
from handlers.texts import reminder_texts
from nlp.reading import Asked, Reading

KIND = "reminder"
MORNING = time(9, 0)
UNDO = Action("undo", "撤销")


async def remind(talk: Talk, reading: Reading, text: str) -> None:
    """Set the reminder, or ask for what is missing: what, or when. A colleague who is named is reminded if allowed."""
    whom, rest = await colleague_meant(talk, text)
    if whom is not None:
        reading = talk.around.understanding.read(Asked(f"提醒我{rest}", talk.now))
    what = reading.slots.get("what", "").strip()
    moment = moment_of(reading.slots.get("time", ""))
    if not what:
        await talk.ask("remind_what", reading.slots.get("time", ""), reminder_texts.REMIND_WHAT)
        return
    todo = await _todo(talk, what if whom is not None or not rest else f"提醒{what}", moment)
    if whom is not None and whom.id != talk.person.id and may_remind(talk.person, whom):
        await hand_to(talk, todo, whom)
    told = why_only_you(talk, whom, rest)
    if moment is None or moment <= talk.now:
        of_whom = whom is not None and todo.asked_by and moment is None
        question = reminder_texts.remind_time_of(whom.name) if whom is not None and of_whom else _when(moment)
        await talk.ask("remind_time", todo.id, question)
        return
    await _set(talk, todo, moment, told)


async def order_by_word(talk: Talk, text: str) -> bool:
    """`让李娜明天给安克发合同`: as `提醒李娜…`, where a colleague's whole name stands and a time to come."""
    whom, rest = await colleague_meant(talk, text)
    moment = moment_of(talk.around.understanding.moment(rest, talk.now)) if whom is not None else None
    if moment is None or moment <= talk.now or not may_use(talk.person, "intent:remind"):
        return False
    await remind(talk, Reading(), text)
    return True


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
    if todo is None or ordered_by(todo) != talk.person.id or todo.done or moment is None:
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


async def tap_undo(tap: Tap) -> None:
    """`撤销` on the card of a reminder."""
    todo = await tap.records.notes.todo(tap.subject.removeprefix("todo:"))
    if todo is None or ordered_by(todo) != tap.person.id or todo.done:
        await tap.reply(texts.NOTHING_TO_UNDO)
        return
    await take_back(tap, todo)
    shown = tap.tapped.settled(texts.undone_at(tap.clock()))
    await tap.keep(shown, f"todo:{todo.id}", [tap.person.id])
    await tap.out.change(shown)


async def undo_by_word(talk: Talk, todo: Todo) -> None:
    """`撤销` right after a reminder was set."""
    await take_back(talk, todo)
    card = await talk.card(f"todo-{todo.id}")
    if card is not None:
        shown = card.settled(texts.undone_at(talk.clock()))
        await talk.keep(shown, f"todo:{todo.id}", [talk.person.id])
        await talk.out.change(shown)
    await talk.reply(reminder_texts.reminder_undone(todo.what))


async def newest(talk: Talk, since: timedelta) -> Todo | None:
    """Return the reminder this person set last and that still waits."""
    return await talk.records.notes.newest_reminder(talk.person.id, talk.now - since, talk.now)


async def take_back(talk: Talk, todo: Todo) -> None:
    """Disarm the reminder and close its to-do; the customer's next step is what it was before an appointment."""
    todo.done = True
    await put_step_back(talk, todo)
    await talk.records.timers.cancel(f"remind:{todo.id}")
    await talk.audit(talk.person.id, "reminder.undo", f"todo:{todo.id}", talk.here.platform)


def ordered_by(todo: Todo) -> str:
    """Return who ordered the reminder and may take it back: the colleague who asked, else whoever is reminded."""
    return todo.asked_by or todo.owner


def reminder_card(todo: Todo, rev: int, told: str = "", whom: str = "") -> Card:
    """Return the card that says what will be said when, to whom if it is a colleague."""
    at = todo.due_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if todo.due_at else ""
    return Card(
        id=f"todo-{todo.id}",
        rev=rev,
        kind="reminder",
        title="提醒已设好",
        summary=told,
        fields=(*((Field("提醒谁", whom),) if whom else ()), Field("内容", todo.what), Field("时间", at)),
        actions=(UNDO,),
    )


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


async def _set(talk: Talk, todo: Todo, moment: datetime, told: str = "") -> None:
    todo.due, todo.due_at = moment.isoformat(timespec="minutes"), moment
    await talk.records.timers.set(f"remind:{todo.id}", KIND, todo.id, moment)
    await talk.audit(talk.person.id, "reminder.set", f"todo:{todo.id}", talk.here.platform)
    whom = await talk.records.people.get(todo.owner) if todo.asked_by else None
    card = reminder_card(todo, 1, told, whom.name if whom is not None else "")
    await talk.show(card, f"todo:{todo.id}")
