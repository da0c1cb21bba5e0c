"""Opening a request: it is stored, shown to its whole group on every platform at once, and its clock starts."""

from __future__ import annotations

from collections.abc import Sequence

from crm.approvals.approval import Approval
from crm.approvals.template import Template
from crm.people import Role, User
from handlers.approvals.card import Look, card_id, group_card
from handlers.approvals.turn import begin_turn, first_level, group_of
from handlers.context import SHANGHAI, Work, surface_of
from handlers.reminders.deadline import left
from handlers.texts import approval_texts


async def open_request(
    work: Work, template: Template, requester: str, subject: str, amount: float | None, customer: str
) -> Approval | None:
    """Open a request, show it to the whole group, and start the clock (F79). None: nobody could decide it."""
    level = first_level(template, amount)
    group = await group_of(work, level, requester)
    if len(group) < level.need:
        group = await _admins_instead(work, group, level.group, subject, requester)
    if len(group) < level.need:
        return None
    day = work.now.astimezone(SHANGHAI).strftime("%Y%m%d")
    number = f"{day}-{await work.records.approvals.next_number('approval-' + day):03d}"
    approval = Approval(
        id=number,
        kind=template.kind,
        requester=requester,
        subject=subject[:255],
        created_at=work.now,
        due_at=work.now,
        members=[user.id for user in group],
        amount=amount,
        customer=customer,
        steps=[step(work, requester, "申请")],
        group=level.group,
        need=level.need,
    )
    await work.records.approvals.add(approval)
    await begin_turn(work, approval)
    await work.audit(requester, "approval.request", f"approval:{number}", surface_of(work))
    await show_to(work, approval, group)
    return approval


async def show_to(work: Work, approval: Approval, group: Sequence[User], rev: int = 1) -> None:
    """Store the group's card and send it to these members on every platform."""
    card = group_card(approval, await look_of(work, approval), rev)
    see = [*approval.members, approval.requester]
    await work.keep(card, f"approval:{approval.id}", see, approval.members)
    for user in group:
        for address in await work.addresses(user, work.around.platforms):
            await work.out.show(address, card)


async def look_of(work: Work, approval: Approval) -> Look:
    """Return what the card of this request tells beside it, as of now."""
    remaining = await left(work, approval.due_at, approval.owner or "")
    return Look(await names_of(work), work.now, remaining, work.page(f"/cards/{card_id(approval.id)}"))


async def names_of(work: Work) -> dict[str, str]:
    """Return everybody's name by id."""
    return {user.id: user.name for user in await work.records.people.everyone()}


def step(work: Work, who: str, did: str, **more: str) -> dict[str, str]:
    """Return one entry of an approval's path."""
    return {"at": work.now.isoformat(), "who": who, "did": did, **more}


async def _admins_instead(work: Work, group: list[User], name: str, subject: str, requester: str) -> list[User]:
    """Tell administrators that a group is too small, and let them stand in; it is never passed by itself (F80)."""
    admins = await work.records.people.with_role(Role.ADMIN)
    for admin in admins:
        await work.tell(admin, approval_texts.nobody_decides(name, subject))
    known = {user.id for user in group}
    return [*group, *(admin for admin in admins if admin.id not in (*known, requester))]
