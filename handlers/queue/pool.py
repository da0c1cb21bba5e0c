"""The common pool (F31): leads that nobody contacted in 48 hours are released once, and the first claim wins."""

from __future__ import annotations

from collections.abc import Sequence

from cards.card import Action, Card, Choice, Field, Option
from crm.leads.assignment import OWNERS, Assignment
from crm.leads.lead import CLOSED, INCOMPLETE, OPEN, Lead
from crm.leads.pool import POOL, RELEASE, RELEASE_AFTER, may_claim, released
from crm.people import User
from crm.phone import is_masked
from crm.trail import Decision
from handlers.context import SHANGHAI, Talk, Tap, Work
from handlers.customers.customer_meant import name_of
from handlers.texts import nothing_found
from handlers.texts import pool_texts as said
from handlers.watching.fuse import frozen
from handlers.watching.lead_watch import assigned
from nlp.reading import Reading

HELD, ALLOWANCE = "pool", "claim"
CLAIM = Action("claim", "认领", "primary")
LISTED, BEHAVIOURS = 5, 3


async def watch_release(work: Work, lead: Lead) -> None:
    """Set the 48 hours within which an assigned lead must be contacted."""
    await work.records.timers.set(f"release:{lead.id}", RELEASE, lead.id, work.now + RELEASE_AFTER)


async def release_due(work: Work, lead_id: str) -> None:
    """Fire the timer: without a contact the lead goes to the pool, its owner and the team are told, once."""
    lead = await work.records.leads.get(lead_id)
    watch = await work.records.first_contacts.get(lead_id)
    if lead is None or lead.status == CLOSED or lead.master or not released(watch, lead.owner, work.now):
        return
    former = await work.records.people.get(lead.owner)
    team = former.team if former is not None else ""
    row_id, detail = work.around.new_id(), {"from": lead.owner, "team": team}
    if not await work.records.conditions.begin(row_id, HELD, lead.id, work.now, detail):
        return
    await work.records.trail.decided(
        Decision(work.around.new_id(), "F31", f"lead:{lead.id}", lead.owner, work.now, ["48小时未标记已联系"])
    )
    await work.audit("timer", "lead.release", f"lead:{lead.id}", "timer")
    await work.records.handovers.move_lead(lead, "")
    lead.status, lead.updated_at = POOL, work.now
    if former is not None and former.active:
        await work.tell(former, said.released_from_you(name_of(lead)))
    people = [
        user
        for user in await work.records.people.everyone()
        if user.active and user.role in OWNERS and user.id != detail["from"] and (not team or user.team == team)
    ]
    card = _one_card(f"pool-{row_id}", lead, await _behaviour(work, lead))
    await work.keep(card, f"lead:{lead.id}", [user.id for user in people])
    for user in people:
        await work.push(user, card)


async def claim_by_word(talk: Talk, reading: Reading, text: str) -> None:
    """`认领` shows the pool; `认领 安克创新` claims."""
    leads = await _for(talk)
    wanted = reading.slots.get("customer", "").strip()
    if wanted:
        lead = next((one for one in leads if wanted in (one.company, one.contact, name_of(one))), None)
        await talk.reply(await _claim(talk, lead.id) if lead is not None else nothing_found(wanted))
        return
    if not leads:
        await talk.reply(said.POOL_EMPTY)
        return
    lines = [said.in_pool(name_of(one), one.channel, await _behaviour(talk, one)) for one in leads[:LISTED]]
    options = tuple(Option(f"l-{one.id}", name_of(one)) for one in leads[:LISTED])
    fields = tuple(Field(str(place), line) for place, line in enumerate(lines, 1))
    card = Card(
        f"pool-{talk.around.new_id()}", 1, "pool", POOL, fields=fields, choices=(Choice("lead", "线索", options),),
        actions=(CLAIM,),
    )  # fmt: skip
    await talk.show(card, POOL)


async def tap_claim(tap: Tap) -> None:
    """`认领`: the first tap wins, whoever comes later reads who was faster."""
    chosen = tap.value("lead")
    if chosen and all(chosen != option.id for choice in tap.tapped.choices for option in choice.options):
        await tap.reply(said.too_late(""))  # not on this card: nobody learns a name by guessing ids
        return
    lead_id = chosen.removeprefix("l-") or tap.subject.removeprefix("lead:")
    await tap.reply(said.PICK_ONE if lead_id == POOL else await _claim(tap, lead_id))


async def _claim(talk: Talk, lead_id: str) -> str:
    """Give the lead to whoever speaks, if it is still there and they may; return what to say."""
    lead = await talk.records.queue.in_pool(lead_id)
    held = await talk.records.conditions.holding(HELD, lead_id, lock=True)
    if lead is None or held is None:
        gone = await talk.records.leads.get(lead_id)
        return said.too_late(name_of(gone) if gone is not None else "")
    day = talk.now.astimezone(SHANGHAI).date().isoformat()
    today = await talk.records.rights.used(talk.person.id, ALLOWANCE, day)
    is_frozen = await frozen(talk, talk.person.id)
    refused = may_claim(talk.person, held.detail["from"], held.detail["team"], is_frozen, today)
    if refused:
        await talk.audit(talk.person.id, "claim.refused", f"lead:{lead.id}", talk.here.platform)
        return refused
    await talk.records.conditions.end(held.id, talk.now)
    await talk.records.rights.use(talk.person.id, ALLOWANCE, day)
    await talk.records.handovers.move_lead(lead, talk.person.id)
    lead.status = INCOMPLETE if is_masked(lead.phone) or not lead.contact else OPEN
    lead.updated_at = talk.now
    await assigned(talk, lead)
    await watch_release(talk, lead)
    me = talk.person.id
    await talk.records.assignments.add(Assignment(talk.around.new_id(), lead.id, me, me, talk.now, "公共池认领"))
    await talk.audit(me, "lead.claim", f"lead:{lead.id}", talk.here.platform)
    await _told(talk, lead, held.id, await talk.records.people.get(held.detail["from"]))
    return said.claimed(name_of(lead))


async def _told(talk: Talk, lead: Lead, held_id: str, former: User | None) -> None:
    card = await talk.card(f"pool-{held_id}")
    if card is not None:
        people = await talk.records.cards.get(card.id)
        shown = card.settled(said.claimed_by(talk.person.name, talk.clock()))
        await talk.keep(shown, f"lead:{lead.id}", people.see if people is not None else [talk.person.id])
        await talk.out.change(shown)
    if former is not None and former.active:
        await talk.tell(former, said.taken_from_pool(name_of(lead), talk.person.name))


async def _for(talk: Talk) -> Sequence[Lead]:
    """Return what this person could claim, the longest waiting first."""
    held = await talk.records.conditions.all_holding(HELD)
    mine = [one for one in held if one.detail["from"] != talk.person.id]
    mine = [one for one in mine if one.detail["team"] in ("", talk.person.team)]
    found = [await talk.records.queue.in_pool(one.subject) for one in mine[: LISTED * 2]]
    return [lead for lead in found if lead is not None] if talk.person.role in OWNERS else []


def _one_card(card_id: str, lead: Lead, behaviour: str) -> Card:
    fields = (Field("客户", name_of(lead)), Field("来源", lead.channel or "未知"), Field("历史行为", behaviour))
    return Card(card_id, 1, "pool", POOL, fields=fields, actions=(CLAIM,))


async def _behaviour(work: Work, lead: Lead) -> str:
    """Return what the customer has done so far: their own words from channels, and tags."""
    notes = await work.records.notes.of_lead(lead.id, BEHAVIOURS)
    told = [note.text[:30] for note in notes if note.source == "intake"]
    return "；".join([*told, *lead.tags][:BEHAVIOURS]) or "暂无"
