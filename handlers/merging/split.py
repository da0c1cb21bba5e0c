"""`拆分`: a merge taken back, every child in its place again, also what was changed or written since (F14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from crm.customers.door import LINKED_TAG
from crm.leads.lead import Lead
from crm.merging.merge import MERGED, REJECTED, SPLIT, Filled, Merge, Side, back_to
from crm.notes.depth import depth_score
from handlers.context import Work
from handlers.merging.carry import plain, put_value
from handlers.merging.watch import part_watches


async def take_apart(work: Work, merge: Merge, person: str) -> int | None:
    """Give everything back and return how many records that were; None: the master was merged later itself.

    What was moved goes back as it is now. What was written since goes to the side of whoever wrote it, where that is
    clear (`crm.merging.merge.back_to`), and stays with the master otherwise.
    """
    moves, body = work.records.merge_moves, merge.body
    accounts = {one.id: one for one in await moves.accounts([key.partition(":")[2] for key in merge.sides])}
    master = accounts.get(body["account"])
    tops = await moves.leads([body["lead"]])
    top = tops[0] if tops else None
    if master is None or master.master is not None or (top is not None and top.master is not None):
        return None
    held = Side(merge.master, master, (top,) if top is not None else ())
    count = await moves.put_back(body["moved"], master.id, body["lead"], merge.name)
    folded = await moves.leads(list(body["before"]))
    for lead in folded:
        _unfold(lead, body["before"][lead.id], body["lead"])
    for account in accounts.values():
        if account.master == master.id:
            account.master, account.updated_at = None, work.now
    for one in (Filled(**given) for given in body["filled"]):
        if plain(_get(held, one)) == one.value:
            put_value(held, one.record, one.field, one.was)
    _disunite(held, body["added"])
    merge.state, merge.split_at, merge.split_by = SPLIT, work.now, person
    await work.records.pairs.decide(merge.sides, REJECTED, merge.id, work.now)
    sides = [side for side in await work.records.merges.sides(merge.sides) if side.key != merge.master]
    await _give_back_people(work, body["made"], sides)
    assert merge.done_at is not None
    await part_watches(work, body, merge.done_at, top, folded)
    known = {
        kind: {**body["moved"].get(kind, {}), **body["had"].get(kind, {})} for kind in (*body["moved"], *body["had"])
    }
    known["contact"] = {**known.get("contact", {}), **body["made"]}
    for kind, record in await moves.written_since(master.id, body["lead"], merge.done_at, known):
        side = back_to(record.owner, master.owner, sides)
        if side is not None and kind == "contact" and side.account is not None:
            record.account_id, count = side.account.id, count + 1
        elif side is not None and kind != "contact" and side.top is not None:
            record.lead_id, count = side.top.id, count + 1
    master.updated_at = work.now
    return count


async def _give_back_people(work: Work, made: dict[str, str], sides: Sequence[Side]) -> None:
    """Contacts made by the merge go to the account they stand for; without one the lead itself has the number."""
    by_key = {side.key: side for side in sides}
    for contact in await work.records.merge_moves.contacts(list(made)):
        side = by_key.get(made[contact.id])
        if side is not None and side.account is not None:
            contact.account_id = side.account.id
        else:
            await work.records.merge_moves.remove(contact)


def _unfold(lead: Lead, before: dict[str, Any], top: str) -> None:
    if lead.master != top:
        return
    lead.master = None
    if lead.status == MERGED:
        lead.status = before["status"]
        lead.due_at = datetime.fromisoformat(before["due_at"]) if before["due_at"] else None
    if LINKED_TAG not in before["tags"]:
        lead.tags = [tag for tag in lead.tags if tag != LINKED_TAG]


def _disunite(master: Side, added: dict[str, list[str]]) -> None:
    assert master.account is not None
    account, top = master.account, master.top
    account.raw_names = [name for name in account.raw_names if name not in added["names"]]
    account.tags = [tag for tag in account.tags if tag not in added["tags"]]
    if top is not None:
        top.tags = [tag for tag in top.tags if tag not in added.get("lead_tags", [])]
        top.acts = [act for act in top.acts if act not in added.get("acts", [])]
        top.depth_score = depth_score(top.acts)


def _get(master: Side, one: Filled) -> Any:
    return getattr(master.account if one.record.startswith("account:") else master.top, one.field, None)
