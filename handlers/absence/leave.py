"""`我请假到周五，审批交给冯雪`: away until then; approvals go to the delegate, limits that count working time wait."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from crm.people import User
from crm.working_time import Leave
from handlers.approvals.handover import move_on
from handlers.approvals.passing import hand_to
from handlers.context import SHANGHAI, Talk
from handlers.texts import absence_texts

MORNING = time(9, 0)
LONGEST = timedelta(days=366)
_DELEGATE = re.compile(
    r"(?:审批|工作)?(?:先)?(?:都)?(?:交给|转给|委托给?|由)\s*(?P<name>[\u4e00-\u9fffA-Za-z]{2,12}?)(?:代?处理|代办|代批|负责|审批)?\s*[。.!！]*$"
)
_UNTIL = re.compile(r"^(?:到|至|休到)?\s*(?P<when>[^，,。;；]+)")


async def leave_by_word(talk: Talk, words: str) -> None:
    """Keep the leave, pass on what is open, and say until when."""
    found = _UNTIL.match(words)
    last = talk.around.understanding.moment(found["when"], talk.now) if found else ""
    if not last:
        await talk.reply(absence_texts.LEAVE_FORM)
        return
    until = _back(last)
    if not talk.now < until <= talk.now + LONGEST:
        await talk.reply(absence_texts.LEAVE_FORM)
        return
    named = _DELEGATE.search(words)
    delegate = await _delegate(talk, named["name"]) if named else None
    if named and delegate is None:
        await talk.reply(absence_texts.NO_DELEGATE)
        return
    leave = Leave(talk.person.id, talk.now, until, delegate.id if delegate else "")
    await talk.records.approvals.go_on_leave(talk.around.new_id(), leave)
    await talk.audit(talk.person.id, "leave.begin", f"user:{talk.person.id}", talk.here.platform)
    moved = await _pass_on(talk, leave)
    await talk.reply(absence_texts.on_leave(talk.day_and_clock(until), delegate.name if delegate else "", moved))


async def back_by_word(talk: Talk, words: str) -> None:
    """`我回来了`: the leave ends now."""
    if not await talk.records.approvals.back(talk.person.id, talk.now):
        await talk.reply(absence_texts.NOT_ON_LEAVE)
        return
    await talk.audit(talk.person.id, "leave.end", f"user:{talk.person.id}", talk.here.platform)
    await talk.reply(absence_texts.BACK)


def _back(last: str) -> datetime:
    """Return the first moment back: nine in the morning after the last day named, or the minute named."""
    if len(last) == 10:
        day = datetime.fromisoformat(last).date() + timedelta(days=1)
        return datetime.combine(day, MORNING, SHANGHAI)
    moment = datetime.fromisoformat(last)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


async def _delegate(talk: Talk, name: str) -> User | None:
    """Return the delegate: of the same role, or the person's manager, so that leave gives nobody new rights."""
    for user in await talk.records.people.everyone():
        if user.name == name and user.active and user.id != talk.person.id:
            return user if user.role == talk.person.role or user.id == talk.person.manager else None
    return None


async def _pass_on(talk: Talk, leave: Leave) -> int:
    moved = 0
    for approval in await talk.records.approvals.undecided():
        if approval.owner != talk.person.id:
            continue
        moved += 1
        if leave.delegate and leave.delegate not in (approval.requester, *approval.agreed):
            approval.members = list(dict.fromkeys([*approval.members, leave.delegate]))
            await hand_to(talk, approval, leave.delegate, talk.person.id, f"{talk.person.name}请假，委托处理")
        else:
            await move_on(talk, approval, idle_too=True)
    return moved
