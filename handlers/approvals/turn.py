"""Whose turn an approval is and how long: the group that decides, the limit, reminders, and what a stay cost (F82)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from crm.approvals.approval import Approval, Stay, marks
from crm.approvals.template import OWN_TEAM, Level, Template, levels_for
from crm.people import User
from crm.working_time import Leave
from handlers.context import SHANGHAI, Work
from handlers.reminders.deadline import deadline
from handlers.texts import approval_texts

LIMIT, MARK = "approval_handover", "approval_mark"
DEFAULT_HOURS = 4.0  # F79
RULE = "F79"
WAITED, MOVED, TAKEN = "超时催办", "移交", "接手"
LONGEST_WAIT = 8


def template_of(work: Work, kind: str) -> Template | None:
    """Return the template of this kind, None when it is no longer configured."""
    return next((t for t in work.around.templates if t.kind == kind), None)


async def group_of(work: Work, level: Level, requester: str, decided: Sequence[str] = ()) -> list[User]:
    """Return who decides at a level: active, not away, neither the requester nor somebody who decided before.

    Somebody away is stood in for by the delegate they named; with everybody away, those away are asked all the same.
    """
    everyone = {user.id: user for user in await work.records.people.everyone()}
    without = (requester, *decided)
    team = level.team
    if team == OWN_TEAM:
        team = everyone[requester].team if requester in everyone else ""
    people = [u for u in everyone.values() if u.active and u.role in level.roles and u.id not in without]
    if level.team:
        people = [user for user in people if team and user.team == team]
    away = await leaves_now(work)
    present = [user for user in people if user.id not in away]
    for user in people:
        stand_in = everyone.get(away[user.id].delegate) if user.id in away else None
        if stand_in is not None and stand_in.active and stand_in.id not in (*without, *away, *(u.id for u in present)):
            present.append(stand_in)
    return present or people


async def leaves_now(work: Work) -> dict[str, Leave]:
    """Return who is away at this moment."""
    return {leave.person: leave for leave in await work.records.approvals.leaves(work.now) if leave.holds(work.now)}


async def begin_turn(work: Work, approval: Approval) -> None:
    """Start the clock of whoever has it now; what it lay before is kept."""
    await end_turn(work, approval)
    template = template_of(work, approval.kind)
    hours = template.hours if template is not None else DEFAULT_HOURS
    length = timedelta(hours=hours) * times_longer(approval)
    approval.turn_since = work.now
    approval.due_at = await deadline(work, RULE, length, approval.owner or "")
    await work.records.timers.set(f"approval:{approval.id}", LIMIT, approval.id, approval.due_at)
    await set_mark(work, approval)


def times_longer(approval: Approval) -> int:
    """Return how many times the usual limit the present turn is: it doubles each time nobody new could be found.

    That is while it waits, or goes by itself to somebody who let it lie before. So reminders and hand-overs back off,
    over a weekend too; eight times the limit is the longest.
    """
    waited = 0
    for place in range(len(approval.steps) - 1, -1, -1):
        entry = approval.steps[place]
        again = entry["did"] == MOVED and entry["who"] == "timer" and entry["to"] in _had_it(approval.steps[:place])
        if entry["did"] != WAITED and not again:
            break
        waited += 1
    return min(1 << waited, LONGEST_WAIT)


def _had_it(steps: Sequence[Mapping[str, str]]) -> set[str]:
    return {entry.get("to", entry["who"]) for entry in steps if entry["did"] in (TAKEN, MOVED)}


async def end_turn(work: Work, approval: Approval) -> None:
    """Keep how long it lay with its owner, or with the group while nobody had taken it."""
    if approval.turn_since is None:
        return
    began = approval.turn_since
    local = began.astimezone(SHANGHAI)
    owner = await work.records.people.get(approval.owner) if approval.owner else None
    await work.records.approvals.stayed(
        Stay(
            id=work.around.new_id(),
            approval=approval.id,
            kind=approval.kind,
            group=approval.group,
            person=approval.owner or "",
            role=owner.role if owner is not None else "",
            day=local.date().isoformat(),
            hour=local.hour,
            entered_at=began,
            left_at=work.now,
            minutes=(work.now - began).total_seconds() / 60,
        )
    )
    approval.turn_since = None


async def stop_clock(work: Work, approval: Approval) -> None:
    """The request is over: no timer waits for it any more."""
    await end_turn(work, approval)
    await work.records.timers.cancel(f"approval:{approval.id}")
    await work.records.timers.cancel(f"approval-mark:{approval.id}")


async def remind(work: Work, approval: Approval) -> None:
    """Remind whoever has it; while nobody has taken it, the whole group."""
    minutes = int((approval.due_at - work.now).total_seconds() // 60)
    for person in [approval.owner] if approval.owner else approval.members:
        user = await work.records.people.get(person)
        if user is not None and user.active and user.id not in approval.agreed:
            await work.tell(user, approval_texts.approval_reminder(approval.id, approval.subject, minutes))


async def next_mark_of(work: Work, approval: Approval) -> bool:
    """Set the next mark; return whether a reminder belongs to the one that fired now, be it some seconds late."""
    passed = [reminds for moment, reminds in await _marks(work, approval) if moment <= work.now]
    await set_mark(work, approval)
    return bool(passed) and passed[-1]


async def set_mark(work: Work, approval: Approval) -> None:
    """Wait for the next quarter of the limit."""
    ahead = next((moment for moment, _ in await _marks(work, approval) if moment > work.now), None)
    if ahead is not None:
        await work.records.timers.set(f"approval-mark:{approval.id}", MARK, approval.id, ahead)


async def _marks(work: Work, approval: Approval) -> list[tuple[datetime, bool]]:
    since, working = approval.turn_since or work.now, RULE in work.around.working
    leaves = await work.records.approvals.leaves(since, [approval.owner]) if working and approval.owner else []
    return marks(since, approval.due_at, work.around.calendar, working, leaves)


def first_level(template: Template, amount: float | None) -> Level:
    """Return the level a request begins at."""
    return levels_for(template, amount)[0]


def level_after(work: Work, approval: Approval) -> Level | None:
    """Return the level that decides after the present one, None when this was the last."""
    template = template_of(work, approval.kind)
    levels = levels_for(template, approval.amount) if template is not None else ()
    return levels[approval.level + 1] if approval.level + 1 < len(levels) else None


def level_of(work: Work, approval: Approval) -> Level | None:
    """Return the level an approval stands at, None when its kind is no longer configured."""
    template = template_of(work, approval.kind)
    levels = levels_for(template, approval.amount) if template is not None else ()
    return levels[approval.level] if approval.level < len(levels) else None
