"""Storing contracts from a program or a sentence: every field checked at save, renewals planned, split orders seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from crm.customers.contract import (
    ACTIVE,
    BadContract,
    Contract,
    read_amount,
    read_day,
    read_rule,
    split_order,
)
from crm.flow import DONE, FlowRow
from crm.people import Role, User
from crm.rights.reach import Act
from handlers.approvals.card import amount_text
from handlers.approvals.opening import open_request
from handlers.context import SHANGHAI, Work, surface_of
from handlers.contracts.renewal import RULE, Run, plan_all, tell_failures
from handlers.rights.visibility import visible_owners

KNOWN = {"number", "customer", "owner", "amount", "signed_date", "end_date"}
SPLIT_FLOW = "异常订单核查"
SAME_ALARM = timedelta(days=7)
KEEPERS = (Role.ADMIN, Role.SUPERVISOR, Role.DIRECTOR)


class NotAllowed(PermissionError):
    """This person may not store contracts, or not for that owner."""


async def save_rows(work: Work, person: User, rows: Sequence[Mapping[str, Any]]) -> tuple[list[Contract], Run]:
    """Store contracts, all or none. A number that exists is updated; its amount can not be changed this way.

    Raises BadContract with the row's place and reason, NotAllowed where the person's rights end.
    """
    if person.role not in KEEPERS or not person.active:
        raise NotAllowed("只有主管和管理员可以批量登记合同")
    saved = []
    for place, row in enumerate(rows, 1):
        try:
            saved.append(await _save_row(work, person, row))
        except BadContract as wrong:
            raise BadContract(f"第{place}行：{wrong}") from None
    run = await plan_all(work, saved)
    await tell_failures(work, run)
    for contract in saved:
        await watch_split(work, contract)
    return saved, run


async def save_new(work: Work, contract: Contract) -> Run:
    """Store one checked contract of a person's own, plan it, and look for split orders."""
    await work.records.contracts.add(contract)
    await work.audit(contract.owner, "contract.create", f"contract:{contract.id}", surface_of(work))
    run = await plan_all(work, [contract])
    await watch_split(work, contract)
    return run


async def set_rule(work: Work, person: User, body: Mapping[str, Any]) -> None:
    """Keep the renewal rule and plan everything anew. Raises BadRule for a field that is no Date (F73)."""
    if person.role != Role.ADMIN:
        raise NotAllowed("只有管理员可以改规则")
    rule = read_rule(body)
    kept = {"field": rule.field, "days_before": rule.days_before, "at": rule.at.isoformat("minutes")}
    await work.records.contracts.set_rule(RULE, kept, person.id, work.now)
    await work.audit(person.id, "rule.renewal", "rule:renewal", "api")
    await plan_all(work, [c for c in await work.records.contracts.in_force() if c.end_date is not None])


async def new_number(work: Work) -> str:
    """Return the next number of our own: `HT20261120-001`."""
    day = work.now.astimezone(SHANGHAI).strftime("%Y%m%d")
    return f"HT{day}-{await work.records.approvals.next_number('contract-' + day):03d}"


async def watch_split(work: Work, contract: Contract) -> None:
    """Open one ticket for the risk group when a customer's orders look split up (F77)."""
    together = split_order(await work.records.contracts.of_customer(contract.customer), contract)
    template = next((t for t in work.around.templates if t.kind == "risk"), None)
    subject = f"contract:{together[0].id}" if together else ""
    known = await work.records.contracts.logged(SPLIT_FLOW, [subject], work.now - SAME_ALARM)
    if not together or template is None or known:
        return
    total = round(sum(c.amount or 0 for c in together), 2)
    numbers = "、".join(c.number for c in together)
    what = f"{SPLIT_FLOW}：{contract.customer} 7日内签约{len(together)}笔共{amount_text(total)}（{numbers}）"
    ticket = await open_request(work, template, "系统", what, total, contract.customer)
    message = f"{what}，工单 {ticket.id if ticket else '无人处理'}"
    await work.records.contracts.log(
        FlowRow(work.around.new_id(), SPLIT_FLOW, work.now, subject, DONE, message, contract.owner)
    )


async def _save_row(work: Work, person: User, row: Mapping[str, Any]) -> Contract:
    if not isinstance(row, Mapping) or (unknown := set(row) - KNOWN):
        raise BadContract(f"没有这些字段：{'、'.join(sorted(unknown))}" if isinstance(row, Mapping) else "不是一份合同")
    customer = str(row.get("customer") or "").strip()[:255]
    owner = await work.records.people.get(str(row.get("owner") or person.id))
    if not customer or owner is None:
        raise BadContract("缺客户名称（customer）" if not customer else f"没有这位负责人：{row.get('owner')}")
    if person.role == Role.SUPERVISOR and owner.team != person.team:
        raise NotAllowed("只能登记本团队的合同")
    signed, end = read_day(row.get("signed_date"), "签约日"), read_day(row.get("end_date"), "到期日")
    amount = read_amount(row.get("amount"))
    number = str(row.get("number") or "").strip()[:64] or await new_number(work)
    known = await work.records.contracts.numbered(number)
    if known is None:
        known = Contract(work.around.new_id(), number, customer, owner.id, work.now, work.now, amount, signed, end)
        await work.records.contracts.add(known)
    elif not await _changeable(work, person, known):
        raise BadContract(f"编号 {number} 不能用，请换一个")
    elif amount is not None and amount != known.amount:
        raise BadContract(f"合同 {number} 已有金额，改金额须验证后在合同上改")
    else:
        known.customer, known.owner, known.signed_date, known.state = customer, owner.id, signed, ACTIVE
        if end is not None:
            known.end_date, known.estimated = end, False
        known.updated_at = work.now
    await work.audit(person.id, "contract.save", f"contract:{known.id}", "api")
    return known


async def _changeable(work: Work, person: User, contract: Contract) -> bool:
    """Return whether a stored contract is this person's to change; one that is another's is refused and audited."""
    owners = await visible_owners(work, person, Act.EDIT)
    if owners is None or contract.owner in owners:
        return True
    await work.audit(person.id, "contract.refused", f"contract:{contract.id}", surface_of(work))
    return False
