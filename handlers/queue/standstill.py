"""The queue of channels' leads stands still (F101): told once, with the way out on one card, and told when over."""

from __future__ import annotations

from datetime import datetime, timedelta

from crm.leads.assignment import OWNERS
from crm.leads.routing import Rules, read_rules, stalls_at
from crm.people import Role, User
from crm.trail import Decision
from handlers.context import Work
from handlers.queue.card import Standing, clock, minutes, stall_card
from handlers.texts import queue_texts as said

STALL, PAUSE, QUEUE, RULE = "stall", "pause", "queue", "routing"
CAUSES = 3
AGAIN = timedelta(days=1)
BEFORE = timedelta(hours=1)
"""Keys that came up so shortly before may be the cause."""


async def routing_rules(work: Work) -> Rules:
    """Return the rules by which channels' leads are given."""
    return read_rules(await work.records.contracts.rule(RULE))


async def arm(work: Work) -> None:
    """Set the moment by which somebody must have got a lead; without a queue there is nothing to watch."""
    stands = await _stands(work)
    if stands is not None:
        since, limit, by_hand = stands
        due = max(since + limit, work.now)
        # Whoever assigns by hand sleeps at night; rules do not.
        due = work.around.quiet.over(due) if by_hand and work.around.quiet is not None else due
        await work.records.timers.set("queue:stall", STALL, QUEUE, due)


async def stall_due(work: Work, subject: str) -> None:
    """Fire the timer: the alarm if the queue still stands, else the timer anew."""
    stands = await _stands(work)
    if stands is None:
        return
    since, limit, _ = stands
    if since + limit > work.now:
        await arm(work)
    else:
        await alarm(work, since)


async def unmatched(work: Work, source: str) -> None:
    """No branch fits this source, the fallback owner has taken the lead: told once, and again after a day."""
    subject = _of_source(source)
    found = await work.records.conditions.holding(STALL, subject)
    if found is not None and work.now - found.since >= AGAIN:
        await work.records.conditions.end(found.id, work.now)
    await alarm(work, work.now, subject)


async def alarm(work: Work, since: datetime, subject: str = QUEUE) -> None:
    """Show every administrator the recovery card, once as long as this lasts."""
    row_id = work.around.new_id()
    if not await work.records.conditions.begin(row_id, STALL, subject, since, {"rev": 1}):
        return
    admins = await admins_of(work)
    facts = await standing(work, since)
    card = stall_card(f"stall-{row_id}", 1, work.now, facts, await able_to_take(work), source=_source_of(subject))
    await work.keep(card, subject, [admin.id for admin in admins])
    for admin in admins:
        await work.push(admin, card)
        decision = Decision(work.around.new_id(), "F101", subject, admin.id, work.now, [card.title])
        await work.records.trail.decided(decision)
    await work.audit("rule", "queue.stalled", subject, "rule")


async def look_over(work: Work) -> None:
    """End a standstill when nobody waits any more."""
    found = await work.records.conditions.holding(STALL, QUEUE)
    if found is not None and not (await work.records.queue.size())[0]:
        await _over(work, QUEUE)


async def matched_again(work: Work, source: str) -> None:
    """Leads of this source find their branch, or it is known now what it should have been."""
    await _over(work, _of_source(source))


async def redraw(work: Work, subject: str, status: str) -> None:
    """Show on the recovery card how things are after an act."""
    found = await work.records.conditions.holding(STALL, subject, lock=True)
    if found is None:
        return
    rev = int(found.detail["rev"]) + 1
    await work.records.conditions.keep(found.id, {**found.detail, "rev": rev})
    facts = await standing(work, found.since)
    able, source = await able_to_take(work), _source_of(subject)
    card = stall_card(f"stall-{found.id}", rev, work.now, facts, able, status, source)
    await work.keep(card, subject, [admin.id for admin in await admins_of(work)])
    await work.out.change(card)


async def _over(work: Work, subject: str) -> None:
    """End a condition and tell everybody who was alarmed how long it took."""
    found = await work.records.conditions.holding(STALL, subject)
    if found is None or not await work.records.conditions.end(found.id, work.now):
        return
    source = _source_of(subject)
    text = said.flows_again(source, clock(found.since), minutes(work.now - found.since))
    admins = await admins_of(work)
    card = await work.card(f"stall-{found.id}")
    if card is not None:
        shown = card.settled(text)
        await work.keep(shown, subject, [admin.id for admin in admins])
        await work.out.change(shown)
    for admin in admins:
        await work.tell(admin, text)
    await work.audit("rule", "queue.recovered", subject, "rule")


async def standing(work: Work, since: datetime) -> Standing:
    """Return what is known about the queue now."""
    queue, rules = work.records.queue, await routing_rules(work)
    keys = await queue.unmapped(since - BEFORE, CAUSES)
    return Standing(
        since=since,
        waiting=(await queue.size())[0],
        runs=await queue.unmatched(since),
        sources=await queue.sources(),
        causes=[said.unmapped_since(work.around.channel(channel).title, key, clock(at)) for channel, key, at in keys],
        fallback=await work.records.people.get(rules.fallback) if rules.fallback else None,
        paused=await is_paused(work),
    )


async def is_paused(work: Work) -> bool:
    """Return whether automatic assignment is switched off (F34)."""
    return await work.records.conditions.holding(PAUSE, QUEUE) is not None


async def able_to_take(work: Work) -> list[User]:
    """Return who can have leads, supervisors first."""
    people = [user for user in await work.records.people.everyone() if user.active and user.role in OWNERS]
    return sorted(people, key=lambda user: (user.role != Role.SUPERVISOR, user.id))


async def admins_of(work: Work) -> list[User]:
    """Return the administrators who are there."""
    return [user for user in await work.records.people.with_role(Role.ADMIN.value) if user.active]


def _of_source(source: str) -> str:
    return f"source:{source}"[:64]


def _source_of(subject: str) -> str:
    return subject.removeprefix("source:") if subject != QUEUE else ""


async def _stands(work: Work) -> tuple[datetime, timedelta, bool] | None:
    """Return since when nobody got a lead while some waited, how long that may last, and whether it is by hand."""
    count, oldest = await work.records.queue.size()
    if not count or oldest is None:
        return None
    by_hand = not (await routing_rules(work)).automatic or await is_paused(work)
    limit = work.around.queue.by_hand if by_hand else work.around.queue.automatic
    since = stalls_at(oldest, await work.records.queue.last_given(), timedelta())
    return since, limit, by_hand
