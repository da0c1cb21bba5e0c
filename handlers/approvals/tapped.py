"""The approval that a tap is about, and whether this person may decide it."""

from __future__ import annotations

from crm.approvals.approval import Approval, may_decide
from handlers import texts
from handlers.approvals.opening import names_of
from handlers.context import Talk, Tap


def concerns(approval: Approval, person: str) -> bool:
    """Return whether this person has to do with a request: asked for it, or is asked."""
    return person in (*approval.members, *approval.cosigners, approval.requester)


async def may_act(talk: Talk, approval: Approval) -> bool:
    """Return whether this person may decide it now; if not, they read why."""
    ruling = may_decide(approval, talk.person.id, await names_of(talk))
    if not ruling.allowed:
        await talk.reply(ruling.reason)
    return ruling.allowed


async def approval_of(tap: Tap) -> Approval | None:
    """Return it, or None after saying that the card is too old."""
    approval = await tap.records.approvals.get(tap.subject.removeprefix("approval:"))
    if approval is None:
        await tap.reply(texts.CARD_EXPIRED)
    return approval
