"""Two clocks on every customer: the first contact within two hours (F40), a word at least every 48 hours (F42)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cards.card import Card
from crm.customers.first_contact import FIRST_CONTACT, LIMITS, SILENCE, Watch, count_success
from crm.leads.lead import CLOSED, Lead
from crm.leads.stage import Stage
from crm.people import Role, User
from crm.trail import Decision
from handlers.absence.heads import head_of
from handlers.context import Work
from handlers.customers.customer_meant import name_of
from handlers.reminders.deadline import deadline, lain
from handlers.watching.card import first_contact_card, silence_card
from handlers.watching.fuse import count_missed

FIRST, QUIET = "first_contact", "silence"
OVER = (Stage.SIGNED.value, Stage.LOST.value)


async def assigned(work: Work, lead: Lead) -> None:
    """Start both clocks of a customer who has just come into somebody's care."""
    due = await deadline(work, FIRST_CONTACT, LIMITS[FIRST_CONTACT], lead.owner)
    await work.records.first_contacts.add(Watch(lead.id, lead.owner, work.now, due))
    await work.records.timers.set(f"first:{lead.id}", FIRST, lead.id, due)
    await _listen(work, lead)


async def contacted(work: Work, lead: Lead) -> None:
    """Somebody was in touch: the first contact is made, and the 48 hours begin anew."""
    row = await work.records.first_contacts.get(lead.id)
    if row is not None and row.contacted_at is None:
        row.contacted_at = work.now
        await work.records.timers.cancel(f"first:{lead.id}")
        fuse = await work.records.first_contacts.fuse(row.owner)
        if row.missed_at is None and fuse is not None:
            count_success(fuse)
    if lead.owner:
        await _listen(work, lead)


async def taken_back(work: Work, lead: Lead) -> None:
    """A follow-up was taken back: without another one the first contact is due again; the 48 hours count as before."""
    row = await work.records.first_contacts.get(lead.id)
    if row is not None and lead.last_contact_at is None:
        row.contacted_at = None
        if row.missed_at is None:
            await work.records.timers.set(f"first:{lead.id}", FIRST, lead.id, row.due_at)
    if lead.owner:
        await listen_from(work, lead)


async def listen_from(work: Work, lead: Lead) -> None:
    """Set the 48 hours from the last follow-up, or from when the customer came."""
    due = await deadline(work, SILENCE, LIMITS[SILENCE], lead.owner, await _since(work, lead))
    await work.records.timers.set(f"silence:{lead.id}", QUIET, lead.id, due)


async def first_contact_due(work: Work, lead_id: str) -> None:
    """Fire the two-hour timer: the manager is told once and the miss is counted. It cannot be muted."""
    lead = await work.records.leads.get(lead_id)
    row = await work.records.first_contacts.get(lead_id)
    if lead is None or row is None or row.contacted_at or row.missed_at or not _open(lead):
        return
    due = await deadline(work, FIRST_CONTACT, LIMITS[FIRST_CONTACT], lead.owner, row.assigned_at)
    if due > work.now:  # a leave was registered meanwhile
        row.due_at = due
        await work.records.timers.set(f"first:{lead.id}", FIRST, lead.id, due)
        return
    row.missed_at = work.now
    head, owner = await head_of(work, lead.owner), await work.records.people.get(lead.owner)
    if head is not None:
        took = await lain(work, row.assigned_at, lead.owner)
        others = await colleagues(work, lead, head)
        card = first_contact_card(lead, row, owner, took, others, work.page(f"/leads/{lead.id}"))
        await _show(work, lead, head, card, FIRST_CONTACT, f"分配后{took}没有首次联系")
    await count_missed(work, lead.owner, head)


async def silence_due(work: Work, lead_id: str) -> None:
    """Fire the 48-hour timer: a card to the manager, unless somebody closed this customer's reminders (F43)."""
    lead = await work.records.leads.get(lead_id)
    if lead is None or not _open(lead):
        return
    since = await _since(work, lead)
    due = await deadline(work, SILENCE, LIMITS[SILENCE], lead.owner, since)
    if due > work.now:
        await work.records.timers.set(f"silence:{lead.id}", QUIET, lead.id, due)
        return
    head, owner = await head_of(work, lead.owner), await work.records.people.get(lead.owner)
    mutes = work.records.mutes
    if head is None or any([await mutes.muted_at(who, lead.id) for who in (lead.owner, head.id)]):
        return
    took = await lain(work, since, lead.owner)
    card = silence_card(lead, owner, since, took, await colleagues(work, lead, head), work.page(f"/leads/{lead.id}"))
    await _show(work, lead, head, card, SILENCE, f"{name_of(lead)}{took}没有新的跟进记录")


async def colleagues(work: Work, lead: Lead, head: User) -> Sequence[User]:
    """Return who could take a customer over: active sales within the manager's reach, the owner's team first."""
    owner = await work.records.people.get(lead.owner)
    team = owner.team if owner is not None else ""
    people = [u for u in await work.records.people.everyone() if u.active and u.role == Role.SALES]
    people = [u for u in people if u.id != lead.owner and (head.role == Role.ADMIN or u.team == head.team)]
    return sorted(people, key=lambda user: (user.team != team, user.id))


async def _listen(work: Work, lead: Lead) -> None:
    due = await deadline(work, SILENCE, LIMITS[SILENCE], lead.owner)
    await work.records.timers.set(f"silence:{lead.id}", QUIET, lead.id, due)


async def _since(work: Work, lead: Lead) -> datetime:
    row = await work.records.first_contacts.get(lead.id)
    moments = (lead.last_contact_at, row.assigned_at if row is not None else None)
    return max((moment for moment in moments if moment is not None), default=lead.created_at)


async def _show(work: Work, lead: Lead, head: User, card: Card, rule: str, reason: str) -> None:
    await work.keep(card, f"lead:{lead.id}", [head.id])
    await work.push(head, card, "dingtalk")
    decision = Decision(work.around.new_id(), rule, f"lead:{lead.id}", head.id, work.now, [reason])
    await work.records.trail.decided(decision)
    await work.audit("timer", f"lead.{card.kind}_{rule.lower()}", f"lead:{lead.id}", "timer")


def _open(lead: Lead) -> bool:
    return bool(lead.owner) and lead.status != CLOSED and lead.master is None and lead.stage not in OVER
