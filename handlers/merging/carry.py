"""Carrying a merge out: the master gets everything of everyone, field by field, in one transaction (F14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from crm.customers.account import Account
from crm.customers.door import LINKED_TAG
from crm.leads.lead import Lead
from crm.merging.merge import DONE, MERGED, Merge, Side, filled_fields, united
from crm.notes.depth import depth_score
from crm.trail import Decision
from handlers.context import Work
from handlers.leads.account_making import new_contact
from handlers.merging.watch import join_watches


async def carry_out(work: Work, merge: Merge, sides: Sequence[Side], person: str) -> None:
    """Fold all other sides under the one whose key is `merge.master`. The sides must be locked."""
    master = await _with_account(work, next(side for side in sides if side.key == merge.master))
    others = [side for side in sides if side.key != merge.master]
    assert master.account is not None
    filled = filled_fields(master, others)
    moves = work.records.merge_moves
    merge.owners = united([master.owner], [[side.owner for side in others]])
    merge.master, merge.name = master.key, master.name
    merge.sides = [master.key, *(side.key for side in others)]
    moved = await moves.gather(master, others)
    body: dict[str, Any] = {"moved": moved, "filled": [asdict(one) for one in filled]}
    body["made"] = await _people_of(work, master, others)
    body["before"] = {lead.id: _fold(lead, master.top) for side in others for lead in side.leads if master.top}
    body["added"] = _unite(master, others)
    body["watch"] = await join_watches(work, master, others)
    for one in filled:
        put_value(master, one.record, one.field, one.value)
    for side in others:
        if side.account is not None:
            side.account.master, side.account.updated_at = master.account.id, work.now
    await work.records.pairs.decide(merge.sides, DONE, merge.id, work.now)
    top = master.top.id if master.top is not None else ""
    there = await moves.written_since(master.account.id, top, work.now, moved)
    body["had"] = {kind: {r.id: "" for k, r in there if k == kind} for kind in {k for k, _ in there}}
    merge.body = {**body, "account": master.account.id, "lead": top}
    merge.state, merge.done_at = DONE, work.now
    master.account.updated_at = work.now
    await work.records.trail.decided(
        Decision(
            id=work.around.new_id(), rule=merge.rule, subject=f"merge:{merge.id}", person=person, at=work.now,
            reasons=list(merge.reasons), inputs={"sides": merge.sides, "score": merge.score},
        )
    )  # fmt: skip


async def _with_account(work: Work, side: Side) -> Side:
    """Return the side with an account: a lead without one gets its own."""
    if side.account is not None:
        return side
    lead = side.leads[0]
    account = Account(
        id=work.around.new_id(), name=lead.company or lead.contact, owner=lead.owner, created_at=work.now,
        updated_at=work.now, raw_names=[lead.company] if lead.company else [],
    )  # fmt: skip
    await work.records.leads.add_account(account)
    lead.account_id = account.id
    return replace(side, key=f"account:{account.id}", account=account)


async def _people_of(work: Work, master: Side, others: Sequence[Side]) -> dict[str, str]:
    """Make contacts of folded leads whose number, mail or WeChat the master does not have yet: id → side."""
    assert master.account is not None
    known = await work.records.merge_moves.reach(master.account.id)
    known |= {key for lead in master.leads for key in (lead.phone, lead.phone_key, lead.email, lead.wechat) if key}
    made: dict[str, str] = {}
    for side in others:
        for lead in side.leads:
            reached = {key for key in (lead.phone_key or lead.phone, lead.mail_key or lead.email, lead.wechat) if key}
            if reached <= known:
                continue
            contact = new_contact(work, master.account.id, lead.owner, lead)
            contact.name = contact.name or lead.company[:64]
            await work.records.leads.add_contact(contact)
            made[contact.id] = side.key
            known |= reached
    return made


def _fold(lead: Lead, top: Lead | None) -> dict[str, Any]:
    assert top is not None
    before = {"status": lead.status, "tags": list(lead.tags), "due_at": plain(lead.due_at)}
    lead.master, lead.status, lead.due_at = top.id, MERGED, None
    lead.tags = united(lead.tags, [[LINKED_TAG]])
    return before


def _unite(master: Side, others: Sequence[Side]) -> dict[str, list[str]]:
    """Give the master every name, tag and act of the others; return what it did not have."""
    assert master.account is not None
    account, top, leads = master.account, master.top, [lead for side in others for lead in side.leads]
    accounts = [side.account for side in others if side.account is not None]
    names = united(account.raw_names, [[one.name, *one.raw_names] for one in accounts])
    names = united(names, [[lead.company, lead.raw_company] for lead in leads])
    added = {"names": [name for name in names if name and name not in account.raw_names]}
    account.raw_names = [*account.raw_names, *added["names"]]
    tags = united([], [one.tags for one in accounts])
    added["tags"] = [tag for tag in tags if tag not in (*account.tags, LINKED_TAG)]
    account.tags = [*account.tags, *added["tags"]]
    if top is not None:
        tags, acts = united([], [lead.tags for lead in leads]), united([], [lead.acts for lead in leads])
        added["lead_tags"] = [tag for tag in tags if tag not in (*top.tags, LINKED_TAG)]
        added["acts"] = [act for act in acts if act not in top.acts]
        top.tags, top.acts = [*top.tags, *added["lead_tags"]], [*top.acts, *added["acts"]]
        top.depth_score = depth_score(top.acts)
    return added


def put_value(master: Side, record: str, name: str, value: Any) -> None:
    """Set one field of the master's account or lead."""
    if name == "last_contact_at" and value is not None:
        value = datetime.fromisoformat(value)
    setattr(master.account if record.startswith("account:") else master.top, name, value)


def plain(value: Any) -> Any:
    """Return a value as it is kept in a merge."""
    return value.isoformat() if isinstance(value, datetime) else value
