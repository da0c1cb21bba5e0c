"""Leads of channels find their owner: by branch, else the fallback owner, else the queue; every run is logged."""

from __future__ import annotations

from crm.customers.first_contact import is_frozen
from crm.flow import DONE, FAILED, FlowRow
from crm.leads.lead import Lead
from crm.leads.routing import FLOW, Rules, route
from crm.people import Role, User
from handlers.context import SHANGHAI, Work
from handlers.queue.assignment import give
from handlers.queue.by_hand import joined
from handlers.queue.standstill import able_to_take, arm, is_paused, matched_again, routing_rules, unmatched

MACHINE = User("system", "系统", Role.ADMIN.value)
AT_ONCE = 500


async def distribute(work: Work, lead: Lead) -> bool:
    """Give a lead that nobody has by the rules; False: it waits in the queue (F22, F34)."""
    if await is_paused(work):
        await joined(work)
        await arm(work)
        return False
    rules = await routing_rules(work)
    if not rules.automatic:
        await arm(work)
        return False
    return await _run(work, lead, rules, await _load(work, rules))


async def rerun(work: Work) -> tuple[int, int]:
    """Apply the rules to the queue again; return how many were given and how many still wait."""
    rules = await routing_rules(work)
    load = await _load(work, rules)
    given = 0
    for lead in await work.records.queue.waiting(AT_ONCE):
        given += await _run(work, lead, rules, load)
    return given, (await work.records.queue.size())[0]


async def give_all(work: Work, owner: User, by: User, surface: str) -> int:
    """Give the whole queue to one person, as whoever asked may; return how many."""
    given = 0
    for lead in await work.records.queue.waiting(AT_ONCE):
        given += not await give(work, lead, owner, by, surface, "转兜底负责人")
    return given


async def _run(work: Work, lead: Lead, rules: Rules, load: dict[str, int]) -> bool:
    """Give one lead and log the run: it is a success only when a branch matched (F101)."""
    routed = route(lead.channel, rules, load)
    state = DONE if routed.success else FAILED
    row = FlowRow(work.around.new_id(), FLOW, work.now, f"lead:{lead.id}", state, routed.message, routed.owner)
    await work.records.contracts.log(row)
    owner = await work.records.people.get(routed.owner) if routed.owner else None
    if owner is None or await give(work, lead, owner, MACHINE, "rule", routed.message):
        await arm(work)
        return False
    load[owner.id] += 1
    if routed.success:
        await matched_again(work, lead.channel)
    elif rules.branches:
        await unmatched(work, lead.channel)
    return True


async def _load(work: Work, rules: Rules) -> dict[str, int]:
    """Return who of the people named in the rules can take leads now, and how many they have; a blown fuse cannot."""
    named = {*(person for branch in rules.branches for person in branch.to), rules.fallback}
    able = [user.id for user in await able_to_take(work) if user.id in named]
    today = work.now.astimezone(SHANGHAI).date().isoformat()
    fuses = {person: await work.records.first_contacts.fuse(person) for person in able}
    return await work.records.queue.load([person for person in able if not is_frozen(fuses[person], today)])
