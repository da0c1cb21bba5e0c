"""An approval's card, brought up to date wherever it stands."""

from __future__ import annotations

from crm.approvals.approval import Approval
from handlers.approvals.card import card_id, closed_card, group_card, owner_card, watcher_card
from handlers.approvals.opening import look_of
from handlers.context import Work


async def redraw(work: Work, approval: Approval) -> None:
    """Bring every copy of the card up to date: the owner's with buttons, the others' without."""
    look = await look_of(work, approval)
    standing = await work.card(card_id(approval.id))
    rev = standing.rev + 1 if standing else 1
    see = [*approval.members, approval.requester]
    if not approval.open:
        card = closed_card(approval, look, rev)
        await work.keep(card, f"approval:{approval.id}", see, [])
        await work.out.change(card)
        return
    if approval.need > 1 or approval.owner is None:
        turn = [person for person in approval.members if person not in approval.agreed]
        mine = group_card(approval, look, rev)
    else:
        turn = [approval.owner, *approval.cosigners]
        mine = owner_card(approval, look, rev)
    others = watcher_card(approval, look, rev)
    await work.keep(mine, f"approval:{approval.id}", see, turn, watch=others)
    await work.out.change(mine, only=turn)
    await work.out.change(others, without=turn)
