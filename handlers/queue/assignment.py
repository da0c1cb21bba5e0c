"""Assigning leads: the lead, its clocks, the list and the message to the owner in one transaction (F24)."""

from __future__ import annotations

import re

from crm.leads.assignment import Assignment, may_assign
from crm.leads.lead import INCOMPLETE, OPEN, Lead
from crm.leads.pool import RELEASE, RELEASE_AFTER
from crm.people import User
from crm.phone import is_masked
from handlers.context import SHANGHAI, Talk, Work
from handlers.queue.standstill import look_over
from handlers.rights.check import permitted
from handlers.texts import assignment_texts as said
from handlers.texts import nothing_found
from handlers.watching.fuse import frozen
from handlers.watching.lead_watch import assigned

LISTED = 15
_PAIR = re.compile(r"^(?:线索|客户)?\s*(?P<lead>.+?)\s*(?:分配|转|派)?(?:给|到|→|->)\s*(?P<owner>\S{1,20}?)[。.!！]*$")
_HANDED = re.compile(
    r"^\s*(?:请|帮我)?把\s*(?:线索|客户)?\s*(?P<lead>\S{2,24}?)\s*(?:分配|分派|指派|转派|转交|分|转|派|交)给\s*(?P<owner>\S{1,20}?)"
    r"(?:跟进?|负责)?(?:吧|了)?[。.!！]*\s*$"
)


async def give(work: Work, lead: Lead, owner: User, by: User, surface: str, why: str = "") -> str:
    """Give a lead to somebody and tell everybody concerned; return why that may not be, or an empty text."""
    before = await work.records.people.get(lead.owner) if lead.owner else None
    refused = may_assign(by, before, owner)
    if not refused and before is None and await frozen(work, owner.id):
        refused = said.owner_frozen(owner.name)
    if refused:
        await work.audit(by.id, "assign.refused", f"lead:{lead.id}", surface)
        return refused
    lead.owner, lead.updated_at = owner.id, work.now
    lead.status = INCOMPLETE if is_masked(lead.phone) or not lead.contact else OPEN
    await work.records.leads.give_account(lead, owner.id)
    await assigned(work, lead)
    await work.records.timers.set(f"release:{lead.id}", RELEASE, lead.id, work.now + RELEASE_AFTER)
    await work.records.assignments.add(Assignment(work.around.new_id(), lead.id, owner.id, by.id, work.now, why[:255]))
    await work.audit(by.id, "lead.assign", f"lead:{lead.id}", surface)
    await work.tell(owner, said.assigned_to_you(_name(lead), lead.channel, by.name))
    if before is not None and before.active:
        await work.tell(before, said.taken_from_you(_name(lead), owner.name))
    if before is None:
        await look_over(work)
    return ""


async def assign_by_word(talk: Talk, words: str) -> None:
    """`分配 安克创新 给 张伟`: a lead by name, phone or number."""
    found = _PAIR.match(words)
    people = {name: user for user in await talk.records.people.everyone() for name in (user.name, user.id)}
    owner = people.get(found["owner"]) if found else None
    if found is None or owner is None:
        await talk.reply(said.ASSIGN_FORM)
        return
    own = await talk.records.rights.named(talk.person, found["lead"], 1)
    lead = await talk.records.assignments.nobodys(found["lead"]) or (own[0] if own else None)
    if lead is None:
        await talk.reply(nothing_found(found["lead"]))
        return
    refused = await give(talk, lead, owner, talk.person, talk.here.platform)
    await talk.reply(refused or said.assign_done(_name(lead), owner.name))


async def hand_on(talk: Talk, text: str) -> bool:
    """`把华控转给李娜`: the same as `分配 华控 给 李娜`. False: it is not given to a colleague."""
    found = _HANDED.match(text)
    names = {name for user in await talk.records.people.everyone() for name in (user.name, user.id)} if found else set()
    if found is None or found["owner"] not in names:
        return False
    if await permitted(talk, "word:assign_by_word"):
        await assign_by_word(talk, f"{found['lead']} 给 {found['owner']}")
    return True


async def list_by_word(talk: Talk, words: str) -> None:
    """`我的线索`: what is unread on top, then the latest assigned; reading it makes it read."""
    listed = await talk.records.assignments.list_of(talk.person.id, LISTED)
    if not listed:
        await talk.reply(said.NO_LEADS)
        return
    unread = await talk.records.assignments.unread(talk.person.id)
    lines = [
        said.lead_line(
            " ".join(filter(None, (one.company, one.contact))), one.stage,
            f"{one.at.astimezone(SHANGHAI):%m-%d %H:%M}", one.unread,
        )
        for one in listed
    ]  # fmt: skip
    await talk.records.assignments.read(talk.person.id, [one.lead_id for one in listed if one.unread], talk.now)
    await talk.reply(said.lead_list(lines, unread, talk.clock()))


async def tell_state(work: Work, lead: Lead, before: str, by: User) -> None:
    """Tell the owner that somebody else has changed the stage of their lead."""
    owner = await work.records.people.get(lead.owner) if lead.owner and lead.owner != by.id else None
    if owner is not None and owner.active and lead.stage != before:
        await work.tell(owner, said.stage_changed_by(_name(lead), before, lead.stage, by.name))


def _name(lead: Lead) -> str:
    return " ".join(filter(None, (lead.company, lead.contact))) or lead.phone
