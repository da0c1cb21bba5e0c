"""Approvals when the team changes (F80): what lay with someone who left moves at once, newcomers can take it too."""

from __future__ import annotations

from crm.approvals.approval import Approval, Verdict
from crm.approvals.template import levels_for
from crm.people import Role
from handlers.approvals.handover import move_on
from handlers.approvals.opening import names_of, show_to, step
from handlers.approvals.redraw import redraw
from handlers.approvals.turn import begin_turn, end_turn, group_of, template_of
from handlers.context import Work
from handlers.texts import approval_texts


async def approvals_after_change(work: Work) -> None:
    """Look through every undecided approval and mend those whose people changed. Doing it again changes nothing."""
    active = {user.id for user in await work.records.people.everyone() if user.active}
    for approval in await work.records.approvals.undecided():
        await _mend(work, approval, active)


async def _mend(work: Work, approval: Approval, active: set[str]) -> None:
    left = [person for person in approval.members if person not in active]
    fresh = await _newcomers(work, approval)
    if not left and not fresh:
        return
    names = await names_of(work)
    approval.members = [*(person for person in approval.members if person in active), *fresh]
    approval.cosigners = [person for person in approval.cosigners if person in active]
    if left:
        approval.steps = [*approval.steps, step(work, "system", "离职", who_left="、".join(left))]
        await work.audit("system", "approval.departed", f"approval:{approval.id}", "api")
    if len(set(approval.members) - set(approval.agreed)) < 1 or len(approval.members) < approval.need:
        await _group_empty(work, approval)
        return
    if approval.owner in left:
        await _owner_left(work, approval, names.get(approval.owner or "", "同事"))
        return
    await redraw(work, approval)
    await _show_new(work, approval, fresh)


async def _owner_left(work: Work, approval: Approval, name: str) -> None:
    to = await move_on(work, approval, idle_too=True)
    requester = await work.records.people.get(approval.requester)
    receiver = await work.records.people.get(to or "")
    if requester is not None and receiver is not None:
        await work.tell(requester, approval_texts.approver_left(approval.id, name, receiver.name))


async def _group_empty(work: Work, approval: Approval) -> None:
    """Nobody is left: administrators hear of it and may decide. It stays open; nothing passes by itself."""
    admins = [user for user in await work.records.people.with_role(Role.ADMIN) if user.id != approval.requester]
    await end_turn(work, approval)
    known = set(approval.members)
    approval.members = [*approval.members, *(admin.id for admin in admins if admin.id not in known)]
    approval.owner, approval.state = None, Verdict.OPEN.value
    await begin_turn(work, approval)
    await redraw(work, approval)
    await _show_new(work, approval, [admin.id for admin in admins if admin.id not in known])
    for admin in await work.records.people.with_role(Role.ADMIN):
        await work.tell(admin, approval_texts.group_empty(approval.id, approval.group))
    requester = await work.records.people.get(approval.requester)
    if requester is not None:
        await work.tell(requester, approval_texts.approval_moved(approval.id, "管理员", f"{approval.group}组无人"))


async def _newcomers(work: Work, approval: Approval) -> list[str]:
    template = template_of(work, approval.kind)
    levels = levels_for(template, approval.amount) if template is not None else ()
    if approval.level >= len(levels):
        return []
    decided = [entry["who"] for entry in approval.steps if entry["did"] == Verdict.APPROVED]
    group = await group_of(work, levels[approval.level], approval.requester, decided)
    return [user.id for user in group if user.id not in approval.members]


async def _show_new(work: Work, approval: Approval, fresh: list[str]) -> None:
    people = [user for user in await work.records.people.everyone() if user.id in fresh]
    standing = await work.card(f"approval-{approval.id}")
    if people and standing is not None and approval.owner is None:
        await show_to(work, approval, people, standing.rev)
