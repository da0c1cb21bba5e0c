"""When an approval's time is up, it moves to the most active of its group, or upwards (F79). Never an auto-pass."""

from __future__ import annotations

from datetime import timedelta

from crm.approval import HANDOVER_AFTER, Approval, Verdict, next_owner
from crm.people import Role
from crm.trail import Decision
from handlers import texts
from handlers.approval_card import card_id, owner_card
from handlers.approval_decide import hand_to, redraw
from handlers.approval_request import names_of, step
from handlers.context import Work

LOOK_BACK = timedelta(days=7)


async def handover_due(work: Work, number: str) -> None:
    """Fire the timer of one approval."""
    approval = await work.records.approvals.get(number)
    if approval is None or approval.state not in (Verdict.OPEN, Verdict.OWNED) or approval.due_at > work.now:
        return
    presence = await work.records.people.presence(approval.members, work.now - LOOK_BACK)
    active = [user.id for user in await work.records.people.everyone() if user.active]
    person, why = next_owner(approval, presence, active)
    await work.records.trail.decided(
        Decision(
            id=work.around.new_id(),
            rule="F79",
            subject=f"approval:{number}",
            person=person or "",
            at=work.now,
            reasons=[why],
            inputs={item.person: item.weight for item in presence},
        )
    )
    if person is not None:
        await hand_to(work, approval, person, "timer", why)
    else:
        await _escalate(work, approval, why)


async def _escalate(work: Work, approval: Approval, why: str) -> None:
    above = [u for u in await work.records.people.with_role(Role.DIRECTOR) if u.id != approval.requester]
    above = above or await work.records.people.with_role(Role.ADMIN)
    fresh = [user for user in above if user.id not in approval.members]
    if not fresh:
        approval.due_at = work.now + HANDOVER_AFTER
        await work.records.timers.set(f"approval:{approval.id}", "approval_handover", approval.id, approval.due_at)
        for user in above:
            await work.tell(user, texts.approval_escalated(approval.id, why))
        return
    head = fresh[0]
    approval.members = [*approval.members, head.id]
    approval.owner, approval.state = head.id, Verdict.OWNED.value
    approval.due_at = work.now + HANDOVER_AFTER
    approval.steps = [*approval.steps, step(work, "timer", "升级", to=head.id, why=why)]
    await work.records.timers.set(f"approval:{approval.id}", "approval_handover", approval.id, approval.due_at)
    await work.audit("timer", "approval.escalate", f"approval:{approval.id}", "timer")
    await redraw(work, approval)
    standing = await work.card(card_id(approval.id))
    rev = standing.rev if standing else 1
    link = work.page(f"/cards/{card_id(approval.id)}")
    card = owner_card(approval, await names_of(work), work.now, rev, link)
    for address in await work.addresses(head, work.around.platforms):
        await work.out.show(address, card)
    await work.tell(head, texts.approval_escalated(approval.id, why))
    requester = await work.records.people.get(approval.requester)
    if requester is not None:
        await work.tell(requester, texts.approval_moved(approval.id, head.name, why))
