"""When an approval's time is up, it moves to the most active of its group, or upwards (F79). Never an auto-pass."""

from __future__ import annotations

from datetime import timedelta

from crm.approvals.approval import Approval, Verdict, next_owner
from crm.people import Role
from crm.trail import Decision
from handlers.approvals.card import card_id, owner_card
from handlers.approvals.opening import look_of, step
from handlers.approvals.passing import hand_to
from handlers.approvals.redraw import redraw
from handlers.approvals.turn import WAITED, begin_turn, end_turn, leaves_now, next_mark_of, remind
from handlers.context import Work
from handlers.texts import approval_texts

LOOK_BACK = timedelta(days=7)


async def handover_due(work: Work, number: str) -> None:
    """Fire the timer of one approval."""
    approval = await work.records.approvals.get(number)
    if approval is None or not approval.open or approval.due_at > work.now:
        return
    if approval.need > 1:
        # Nobody owns it alone: whoever has not agreed yet is reminded, and those above hear that it waits.
        await _wait_on(work, approval)
        return
    await move_on(work, approval)


async def mark_due(work: Work, number: str) -> None:
    """Draw the countdown anew, with a reminder at the first and third quarter of the limit."""
    approval = await work.records.approvals.get(number)
    if approval is None or not approval.open or approval.due_at <= work.now:
        return
    if await next_mark_of(work, approval):
        await remind(work, approval)
    await redraw(work, approval)


async def move_on(work: Work, approval: Approval, idle_too: bool = False) -> str | None:
    """Move it to the most active member, else upwards; return who has it now."""
    presence = await work.records.people.presence(approval.members, work.now - LOOK_BACK)
    away = await leaves_now(work)
    active = [u.id for u in await work.records.people.everyone() if u.active and u.id not in away]
    person, why = next_owner(approval, presence, active, idle_too)
    await work.records.trail.decided(
        Decision(
            id=work.around.new_id(),
            rule="F79",
            subject=f"approval:{approval.id}",
            person=person or "",
            at=work.now,
            reasons=[why],
            inputs={item.person: item.weight for item in presence},
        )
    )
    if person is None:
        return await escalate(work, approval, why)
    await hand_to(work, approval, person, "timer", why)
    return person


async def escalate(work: Work, approval: Approval, why: str) -> str | None:
    """Move it above the group; with nobody there it goes on waiting and is said so. Return who has it now."""
    above = [u for u in await work.records.people.with_role(Role.DIRECTOR) if u.id != approval.requester]
    above = above or await work.records.people.with_role(Role.ADMIN)
    fresh = [user for user in above if user.id not in (*approval.members, approval.requester, *approval.agreed)]
    if not fresh:
        approval.steps = [*approval.steps, step(work, "timer", WAITED)]
        await begin_turn(work, approval)
        for user in above:
            await work.tell(user, approval_texts.approval_escalated(approval.id, why))
        return None
    head = fresh[0]
    await end_turn(work, approval)
    approval.members = [*approval.members, head.id]
    approval.owner, approval.state = head.id, Verdict.OWNED.value
    await begin_turn(work, approval)
    approval.steps = [*approval.steps, step(work, "timer", "升级", to=head.id, why=why)]
    await work.audit("timer", "approval.escalate", f"approval:{approval.id}", "timer")
    await redraw(work, approval)
    standing = await work.card(card_id(approval.id))
    rev = standing.rev if standing else 1
    card = owner_card(approval, await look_of(work, approval), rev)
    for address in await work.addresses(head, work.around.platforms):
        await work.out.show(address, card)
    await work.tell(head, approval_texts.approval_escalated(approval.id, why))
    requester = await work.records.people.get(approval.requester)
    if requester is not None:
        await work.tell(requester, approval_texts.approval_moved(approval.id, head.name, why))
    return head.id


async def _wait_on(work: Work, approval: Approval) -> None:
    approval.steps = [*approval.steps, step(work, "timer", WAITED)]
    await begin_turn(work, approval)
    await redraw(work, approval)
    await remind(work, approval)
    for admin in await work.records.people.with_role(Role.ADMIN):
        if admin.id not in approval.members:
            await work.tell(admin, approval_texts.approval_escalated(approval.id, "双人审批尚未齐"))
