"""Leads given by hand while automatic assignment is switched off (F34): one card for every manager."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from crm.leads.lead import Lead
from crm.people import Role, User
from crm.rights.reach import Act, Reach, reach
from handlers.context import Tap, Work
from handlers.customers.customer_meant import name_of
from handlers.queue.assignment import give
from handlers.queue.card import MOST, hand_card
from handlers.queue.standstill import PAUSE, QUEUE, able_to_take, is_paused
from handlers.texts import queue_texts as said

HAND = "hand_queue"
EVERY = timedelta(minutes=5)
"""Further leads within this time stand on the next card."""


async def joined(work: Work) -> None:
    """A lead waits to be given by hand: managers see the card at once, then at most every five minutes."""
    found = await work.records.conditions.holding(PAUSE, QUEUE, lock=True)
    if found is None:
        return
    shown = found.detail.get("shown")
    due = datetime.fromisoformat(shown) + EVERY if shown else work.now
    if due <= work.now:
        await show_queue(work)
    else:
        await work.records.timers.set("queue:hand", HAND, QUEUE, due)


async def hand_queue_due(work: Work, subject: str) -> None:
    """Fire the timer of the next card."""
    await show_queue(work)


async def show_queue(work: Work) -> None:
    """Show every manager the queue as it is now, if anybody waits. Earlier cards still give what nobody has yet."""
    found = await work.records.conditions.holding(PAUSE, QUEUE, lock=True)
    if found is None or not (await work.records.queue.size())[0]:
        return
    for manager in await managers(work):
        await show_to(work, manager, by_hand=True)
    await work.records.conditions.keep(found.id, {**found.detail, "shown": work.now.isoformat()})


async def show_to(work: Work, manager: User, by_hand: bool) -> None:
    """Show one manager a new card of the queue."""
    leads, able = await work.records.queue.waiting(MOST), await able_to_take(work)
    to = [user for user in able if manager.role == Role.ADMIN or user.team == manager.team]
    people = sorted(to, key=lambda user: (user.role != Role.SALES, user.id))
    count, _ = await work.records.queue.size()
    card = hand_card(f"queue-{work.around.new_id()}", count, leads, people, by_hand)
    await work.keep(card, QUEUE, [manager.id])
    await work.push(manager, card)


async def tap_give(tap: Tap) -> None:
    """`分配`: the chosen lead goes to the chosen colleague; what is left stands on a new card."""
    wanted = tap.value("lead").removeprefix("l-")
    to = await tap.records.people.get(tap.value("to").removeprefix("u-"))
    if not wanted or to is None:
        await tap.reply(said.PICK_LEAD)
        return
    found: list[Lead] = await tap.records.queue.waiting(1, wanted)
    refused = await give(tap, found[0], to, tap.person, tap.here.platform) if found else ""
    if refused:
        await tap.reply(refused)
        return
    told = said.given_by_hand(name_of(found[0]), to.name, tap.person.name) if found else said.TAKEN_MEANWHILE
    shown = replace(tap.tapped.settled(told), title=said.GIVEN)
    await tap.keep(shown, QUEUE, [tap.person.id])
    await tap.out.change(shown)
    if (await tap.records.queue.size())[0]:
        await show_to(tap, tap.person, await is_paused(tap))


async def managers(work: Work) -> list[User]:
    """Return who may give nobody's leads: supervisors and administrators."""
    people = [user for user in await work.records.people.everyone() if user.active]
    may = {Role.SUPERVISOR: Reach.TEAM, Role.ADMIN: Reach.ALL}
    return [user for user in people if user.role in may and reach(user, Act.SEE) != Reach.NONE]
