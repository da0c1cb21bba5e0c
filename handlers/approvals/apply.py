"""What an approval sets in motion when the last consent is given, in the name and with the rights of who asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from crm.approvals.approval import Approval
from crm.flow import DONE, FlowRow
from crm.leads.draft import Todo
from crm.rights.reach import Act
from handlers.context import Talk, Work
from handlers.contracts.chat import may_sign_with, read_contract, register
from handlers.rights.deletion import delete_customers
from handlers.rights.export import MOST, hand_out
from handlers.texts import approval_texts
from handlers.webhook_change import KeyRead, map_key, read_change, switched

HANDBOOK = "防复发手册"
DISCOUNT_TAG = "折扣已批"


async def apply(work: Work, approval: Approval) -> None:
    """Do what was asked for. Rights are those of the requester, now; what cannot be done any more is said."""
    does = APPLIED.get(approval.kind)
    if does is None:
        return
    talk = await _as_requester(work, approval)
    if talk is None or not await does(talk, approval):
        for person in {approval.requester, approval.owner or ""}:
            user = await work.records.people.get(person)
            if user is not None and user.active:
                await work.tell(user, approval_texts.approval_void(approval.id))


async def _as_requester(work: Work, approval: Approval) -> Talk | None:
    """Return work in the requester's own chat; None when they have left or cannot be reached."""
    person = await work.records.people.get(approval.requester)
    if person is None or not person.active:
        return None
    homes = [person.home, *(p for p in work.around.platforms if p != person.home)]
    found = await work.addresses(person, [home for home in homes if home in work.around.platforms])
    if not found:
        return None
    return Talk(work.now, work.records, work.out, work.around, person=person, here=found[0])


async def _contract(talk: Talk, approval: Approval) -> bool:
    """Register the contract with the amount that was agreed to."""
    told = read_contract(talk, _words(approval))
    if not await may_sign_with(talk, told.customer):
        return False
    await register(talk, replace(told, amount=approval.amount))
    return True


async def _discount(talk: Talk, approval: Approval) -> bool:
    """Mark the customer and give the requester the to-do to quote it."""
    named = await talk.records.rights.named(talk.person, approval.customer, 5, Act.EDIT) if approval.customer else []
    lead = next((one for one in named if one.company == approval.customer), None)
    what = f"按已批折扣报价：{_words(approval)}（审批 {approval.id}）"
    todo = Todo(talk.around.new_id(), talk.person.id, what[:255], talk.now, lead_id=lead.id if lead else None)
    await talk.records.drafts.add(todo)
    if lead is not None:
        lead.tags = list(dict.fromkeys([*lead.tags, DISCOUNT_TAG]))
        lead.updated_at = talk.now
        await talk.audit(talk.person.id, "lead.discount", f"lead:{lead.id}", "approval")
    await talk.reply(approval_texts.discount_granted(approval.id))
    return True


async def _deletion(talk: Talk, approval: Approval) -> bool:
    """Take the customer away; the card brings it back."""
    keys = await talk.records.deletions.customers(talk.person, approval.customer, True, MOST)
    card = await delete_customers(talk, talk.person, keys, "approval") if keys else None
    if card is None:
        return False
    await talk.out.show(talk.here, card)
    return True


async def _export(talk: Talk, approval: Approval) -> bool:
    """Send the file once; many rows still need the requester's own code (F95)."""
    rows = len(await talk.records.rights.exportable(talk.person, MOST, Act.SEE))
    if rows:
        await hand_out(talk, rows, approval.id)
    return bool(rows)


async def _webhook(talk: Talk, approval: Approval) -> bool:
    """Put the new webhook setting into force and write the incident note (F84)."""
    change = read_change(_words(approval))
    before = await talk.records.contracts.rule("webhook") or {}
    off = switched(list(before.get("off", [])), change)
    body = {"change": approval.subject, "approval": approval.id, "by": approval.agreed, "off": off}
    await talk.records.contracts.set_rule("webhook", body, approval.requester, talk.now)
    if isinstance(change, KeyRead):
        await map_key(talk, change)
    await talk.audit(approval.requester, "webhook.change", "rule:webhook", "approval")
    note = f"{approval.subject}；申请人 {approval.requester}，同意人 {'、'.join(approval.agreed)}，审批 {approval.id}"
    await talk.records.contracts.log(
        FlowRow(talk.around.new_id(), HANDBOOK, talk.now, f"approval:{approval.id}", DONE, note, approval.requester)
    )
    told = approval_texts.webhook_changed if change is not None else approval_texts.webhook_agreed
    await talk.tell(talk.person, told(approval.id))
    return True


def _words(approval: Approval) -> str:
    """Return what was asked for, without the name of the kind before it."""
    return approval.subject.partition("：")[2]


APPLIED: Mapping[str, Callable[[Talk, Approval], Awaitable[bool]]] = {
    "contract": _contract,
    "discount": _discount,
    "deletion": _deletion,
    "export": _export,
    "webhook": _webhook,
}
"""By kind of request. False: what was asked for cannot be done any more."""
