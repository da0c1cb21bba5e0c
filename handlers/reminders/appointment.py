"""`明天下午两点和华控开会`: nothing happened yet, so it is no follow-up but a to-do, the next step and a reminder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from cards.card import Card, Field
from crm.leads.draft import Todo
from crm.leads.lead import Lead, promised_moment
from crm.notes.appointment import is_appointment, remind_at
from handlers.context import SHANGHAI, Talk
from handlers.customers.customer_meant import look_at, looked_at, name_of, named, several, spoken_names
from handlers.leads.draft_card import spoken_time
from handlers.leads.lead_draft import correct
from handlers.notes.two_customers import shared_out
from handlers.reminders import reminder
from handlers.reminders.kept_step import take_step
from handlers.rights.check import may_change
from handlers.texts import note_texts, reminder_texts
from handlers.words import open_draft
from nlp.reading import Asked, Reading

IN_HAND = timedelta(minutes=30)
_MEETING = re.compile(r"会(?!谈)")
_WHOM = re.compile(r"联系|回访|拜访|上门|寄|送|发|演示|报价|签|催|打(?:个)?电话|回(?:个)?电话|见面|去看看")
TITLE = "安排已记下"
_DAY = re.compile(
    r"大?[今明后]天|(?:[下这本]个?)?(?:周|星期|礼拜)[一二三四五六日天]|\d{1,2}月\d{1,2}[日号]|\d{1,2}[日号]"
)
_UNTIL = re.compile(
    r"(?<=[点时分半刻0-9])\s*(?:到|至|-|~|—)\s*(?:[上下]午|晚上)?[0-9一二两三四五六七八九十]{1,3}(?:[点时:：][0-9一二三四五半刻十]{0,3}分?)"
)
_THEY = re.compile(
    r"(?:和|跟|与|去|到|给|找|见|约|拜访|联系)(?:他|她|他们|她们|对方|这家|那家|[这那]个?客户|刚才那[个家]\S{0,2})"
)


async def keep_appointment(talk: Talk, reading: Reading, text: str, spoken: bool = False) -> bool:
    """Write down what is still to come and confirm it. False: it is none, or nobody can be told apart.

    What is dictated about nobody known stays a draft (F03).
    """
    said = _UNTIL.sub("", text.strip())
    if reading.phones or not is_appointment(said, ()):
        return False
    if leads := await several(talk, text):
        return await _keep_each(talk, said, leads)
    due = talk.around.understanding.moment(said, talk.now)
    if not due or remind_at(due, talk.now) is None:
        return False
    found = await named(talk, text, reading)
    if len(found) > 1:
        return False
    if not found and not reading.company and not _MEETING.search(said) and await _of_draft(talk, said, due):
        return True
    lead = found[0] if found else await looked_at(talk) if _THEY.search(text) or _WHOM.search(text) else None
    company = "" if lead is not None else reading.company
    if not is_appointment(said, called(lead, text) if found else [company] if company else []):
        return False
    if lead is None and spoken:
        return False
    await _keep(talk, said, due, lead, company)
    return True


async def _of_draft(talk: Talk, said: str, due: str) -> bool:
    """`下周三下午两点联系` while a draft is in hand: it is the draft's next step. False: none is."""
    draft = await open_draft(talk)
    if draft is None or draft.updated_at < talk.now - IN_HAND or not _WHOM.search(said):
        return False
    draft.todo = _what(talk, said)[:255]
    await correct(talk, draft, {"next_time": due}, said)
    return True


async def _keep_each(talk: Talk, text: str, leads: Sequence[Lead]) -> bool:
    """`明天上午去华控，下午去安克`: an appointment with each; a clause without a day has the first one's."""
    parts = shared_out(text, leads)
    day = _DAY.search(text)
    dated = [part if day is None or _DAY.search(part) else f"{day[0]}{part}" for part in parts]
    dues = [talk.around.understanding.moment(part, talk.now) for part in dated]
    if len(set(parts)) < len(leads) or not all(due and remind_at(due, talk.now) for due in dues):
        return False
    if not all(is_appointment(part, called(lead, part)) for part, lead in zip(parts, leads, strict=True)):
        return False
    for lead, part, due in zip(leads, dated, dues, strict=True):
        await _keep(talk, part, due, lead, "")
    return True


def appointment_card(todo: Todo, name: str, company: str, told: str) -> Card:
    """Return the card that says what was understood; `撤销` takes it back."""
    customer = name or (note_texts.not_registered(company) if company else "")
    fields = (Field("客户", customer), Field("内容", todo.what), Field("时间", spoken_time(todo.due)))
    shown = reminder.reminder_card(todo, 1)
    return replace(shown, title=TITLE, summary=told, fields=tuple(field for field in fields if field.value))


def called(lead: Lead | None, text: str) -> list[str]:
    """Return the longest name of the company, and the contact's, as the words have them."""
    if lead is None:
        return []
    company = next((name for name in spoken_names(lead.company) if name in text), "") if lead.company else ""
    contact = lead.contact if lead.contact in text and f"{company}的{lead.contact}" not in text else ""
    return [name for name in (company, contact) if name]


async def _keep(talk: Talk, said: str, due: str, lead: Lead | None, company: str) -> None:
    if lead is not None and not await may_change(talk, lead.id):
        return
    todo = await _todo(talk, said, due, lead)
    remind = remind_at(due, talk.now) or talk.now
    await talk.records.timers.set(f"remind:{todo.id}", reminder.KIND, todo.id, remind)
    await talk.audit(talk.person.id, "appointment.set", f"todo:{todo.id}", talk.here.platform)
    at = f"{remind.astimezone(SHANGHAI):%m-%d %H:%M}"
    told = reminder_texts.appointment_kept(name_of(lead) or company, lead is not None, at)
    await talk.show(appointment_card(todo, name_of(lead), company, told), f"todo:{todo.id}")


def _what(talk: Talk, said: str) -> str:
    """Return the words without the time."""
    return talk.around.understanding.read(Asked(f"提醒我{said}", talk.now)).slots.get("what", "").strip() or said


async def _todo(talk: Talk, said: str, due: str, lead: Lead | None) -> Todo:
    what = _what(talk, said)
    todo = Todo(
        id=talk.around.new_id(),
        owner=talk.person.id,
        what=what[:255],
        created_at=talk.now,
        due=due,
        due_at=promised_moment(due),
        lead_id=lead.id if lead is not None else None,
    )
    await talk.records.drafts.add(todo)
    if lead is not None:
        await take_step(talk, todo, lead)
        await look_at(talk, lead)
    return todo
