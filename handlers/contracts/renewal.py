"""Renewals (F73, F75): one to-do per contract on the right day, a card to its owner, and errors that have a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from crm.customers.contract import (
    ACTIVE,
    FLOW,
    Contract,
    NoEndDate,
    RenewalRule,
    estimated_end,
    read_rule,
    renewal_day,
    renewal_moment,
    today,
)
from crm.flow import DONE, FAILED, FlowRow
from crm.leads.draft import Todo
from crm.people import Role, User
from crm.trail import Decision
from handlers.context import Work, surface_of
from handlers.contracts.card import renewal_card, run_card
from handlers.watching.mute import mute_holds

KIND = RULE = "renewal"
LOG_ONCE = timedelta(days=30)


@dataclass
class Run:
    """What one run did: contracts planned, and those that failed, each with its reason."""

    done: list[Contract] = field(default_factory=list)
    failed: list[Contract] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


async def rule_of(work: Work) -> RenewalRule:
    """Return the rule as it is set, or the default."""
    return read_rule(await work.records.contracts.rule(RULE) or {})


async def plan_all(work: Work, contracts: Sequence[Contract]) -> Run:
    """Plan every contract by itself: one that fails is logged by name and the others go on."""
    run, rule = Run(), await rule_of(work)
    for contract in contracts:
        try:
            await _plan(work, contract, rule)
            run.done.append(contract)
        except NoEndDate as missing:
            run.failed.append(contract)
            run.reasons.append(str(missing))
            await _log(work, contract, FAILED, str(missing))
    return run


async def tell_failures(work: Work, run: Run) -> None:
    """Show administrators which contracts could not be planned, with the repair as a button."""
    if not run.failed:
        return
    admins = await work.records.people.with_role(Role.ADMIN)
    card = run_card(work.around.new_id(), len(run.done), run.failed, run.reasons)
    await work.keep(card, KIND, [admin.id for admin in admins])
    for admin in admins:
        homes = [admin.home, *work.around.platforms]
        for address in (await work.addresses(admin, [h for h in homes if h in work.around.platforms]))[:1]:
            await work.out.show(address, card)


async def renewal_sweep(work: Work) -> None:
    """Plan daily whatever has no task yet; a contract whose end is missing is reported once a month, not daily."""
    waiting = await work.records.contracts.unplanned()
    subjects = [f"contract:{contract.id}" for contract in waiting]
    known = await work.records.contracts.logged(FLOW, subjects, work.now - LOG_ONCE)
    run = await plan_all(work, [c for c in waiting if c.end_date is not None or f"contract:{c.id}" not in known])
    await tell_failures(work, run)


async def repair(work: Work, person: str) -> Run:
    """Fill every empty end with today and 365 days, marked 估填, and plan those contracts again (F75)."""
    missing = await work.records.contracts.without_end()
    for contract in missing:
        contract.end_date, contract.estimated, contract.updated_at = estimated_end(work.now), True, work.now
        await work.audit(person, "contract.estimate", f"contract:{contract.id}", surface_of(work))
    return await plan_all(work, missing)


async def renewal_due(work: Work, contract_id: str) -> None:
    """Fire the timer of one contract: a card to its owner, or to the manager of one who left."""
    contract = await work.records.contracts.get(contract_id)
    if contract is None or contract.state != ACTIVE or contract.renewal_on is None or contract.end_date is None:
        return
    now = today(work.now)
    todo = await work.records.notes.todo(contract.todo_id or "")
    if contract.end_date < now or (todo is not None and todo.done):
        return
    person = await in_charge(work, contract.owner)
    if person is None or await mute_holds(work, person.id, None, contract.customer) is not None:
        return
    card = renewal_card(contract, contract.renewal_on, now)
    await work.keep(card, f"contract:{contract.id}", [person.id])
    reason = f"{contract.customer}的合同{contract.number}于{contract.end_date}到期"
    await work.records.trail.decided(
        Decision(
            id=work.around.new_id(),
            rule="F73",
            subject=f"contract:{contract.id}",
            person=person.id,
            at=work.now,
            reasons=[reason],
            inputs={"customer": contract.customer},
        )
    )
    homes = [person.home, *(p for p in work.around.platforms if p != person.home)]
    for address in (await work.addresses(person, [h for h in homes if h in work.around.platforms]))[:1]:
        await work.out.show(address, card)


async def _plan(work: Work, contract: Contract, rule: RenewalRule) -> None:
    day = renewal_day(contract, rule)
    if contract.renewal_on == day and contract.todo_id:
        return
    todo = await work.records.notes.todo(contract.todo_id or "")
    if todo is None:
        todo = Todo(work.around.new_id(), contract.owner, "", work.now)
        await work.records.drafts.add(todo)
    todo.what = f"{FLOW}：{contract.customer} 合同{contract.number}"[:255]
    todo.due, todo.due_at, todo.done = day.isoformat(), renewal_moment(day, rule), False
    contract.renewal_on, contract.todo_id = day, todo.id
    await work.records.timers.set(f"renewal:{contract.id}", KIND, contract.id, renewal_moment(day, rule))
    estimated = "（到期日为估填）" if contract.estimated else ""
    await _log(work, contract, DONE, f"合同 {contract.number} 的任务日期 {day.isoformat()}{estimated}")


async def _log(work: Work, contract: Contract, state: str, message: str) -> None:
    row = FlowRow(work.around.new_id(), FLOW, work.now, f"contract:{contract.id}", state, message, contract.owner)
    await work.records.contracts.log(row)


async def in_charge(work: Work, owner: str) -> User | None:
    """Return who looks after the contracts of an owner: a manager of one who left, else an administrator."""
    person = await work.records.people.get(owner)
    while person is not None and not person.active and person.manager and person.manager != person.id:
        person = await work.records.people.get(person.manager)
    if person is not None and person.active:
        return person
    return next(iter(await work.records.people.with_role(Role.ADMIN)), None)
