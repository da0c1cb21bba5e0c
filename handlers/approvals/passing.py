"""Who has an approval: taking it, passing it on, asking a colleague in. Every act checks rights and state again."""

from __future__ import annotations

from crm.approvals.approval import Approval, Verdict, may_open
from handlers import texts
from handlers.approvals.opening import names_of, step
from handlers.approvals.redraw import redraw
from handlers.approvals.tapped import approval_of, may_act
from handlers.approvals.turn import MOVED, TAKEN, begin_turn, end_turn, set_mark
from handlers.context import Talk, Tap, Work, surface_of
from handlers.texts import approval_texts


async def tap_open(tap: Tap) -> None:
    """`我来处理`: the first to open it owns it, everybody else's card says so (F78)."""
    approval = await approval_of(tap)
    if approval is None:
        return
    names = await names_of(tap)
    ruling = may_open(approval, tap.person.id, names)
    if not ruling.allowed:
        await tap.reply(ruling.reason)
        return
    if approval.need > 1:
        await tap.reply(texts.CARD_CHANGED)
        return
    if approval.state == Verdict.OPEN:
        await end_turn(tap, approval)
    if not await tap.records.approvals.claim(approval.id, tap.person.id):
        current = await tap.records.approvals.get(approval.id)
        holder = names.get(current.owner or "", "同事") if current else "同事"
        if current is None or current.owner != tap.person.id:
            await tap.reply(f"已由{holder}处理")
            return
    approval.state, approval.owner = Verdict.OWNED.value, tap.person.id
    approval.turn_since = tap.now
    await set_mark(tap, approval)
    approval.steps = [*approval.steps, step(tap, tap.person.id, TAKEN)]
    await tap.audit(tap.person.id, "approval.open", f"approval:{approval.id}", tap.here.platform)
    await redraw(tap, approval)


async def tap_transfer(tap: Tap) -> None:
    """`转交`: the chosen colleague becomes the owner, with a fresh time limit."""
    approval = await approval_of(tap)
    if approval is not None and await may_act(tap, approval):
        await transfer(tap, approval, tap.value("to").removeprefix("u-"))


async def transfer(talk: Talk, approval: Approval, chosen: str) -> None:
    """Give it to a colleague of the group."""
    if not await _fits(talk, approval, chosen):
        return
    names = await names_of(talk)
    await hand_to(talk, approval, chosen, talk.person.id, f"由{names.get(talk.person.id, '同事')}转交")


async def tap_cosign(tap: Tap) -> None:
    """`加签`: the chosen colleague may decide too; the owner stays responsible."""
    approval = await approval_of(tap)
    if approval is not None and await may_act(tap, approval):
        await cosign(tap, approval, tap.value("to").removeprefix("u-"))


async def cosign(talk: Talk, approval: Approval, chosen: str) -> None:
    """Let a colleague of the group decide too."""
    if not await _fits(talk, approval, chosen):
        return
    approval.cosigners = [*dict.fromkeys([*approval.cosigners, chosen])]
    approval.steps = [*approval.steps, step(talk, talk.person.id, "加签", to=chosen)]
    await talk.audit(talk.person.id, "approval.cosign", f"approval:{approval.id}", talk.here.platform)
    await redraw(talk, approval)


async def tap_stale(tap: Tap) -> None:
    """A tap on an old copy, or by someone whose turn it is not: say who has it."""
    approval = await approval_of(tap)
    if approval is None:
        return
    names = await names_of(tap)
    ruling = may_open(approval, tap.person.id, names)
    await tap.reply(texts.CARD_CHANGED if ruling.allowed else ruling.reason)


async def hand_to(work: Work, approval: Approval, person: str, by: str, why: str) -> None:
    """Move an approval to another owner, restart its clock, redraw all cards, tell both sides."""
    await end_turn(work, approval)
    approval.owner, approval.state = person, Verdict.OWNED.value
    approval.steps = [*approval.steps, step(work, by, MOVED, to=person, why=why)]
    await begin_turn(work, approval)
    await work.audit(by, "approval.handover", f"approval:{approval.id}", surface_of(work))
    await redraw(work, approval)
    names = await names_of(work)
    for who in (person, approval.requester):
        user = await work.records.people.get(who)
        if user is not None:
            await work.tell(user, approval_texts.approval_moved(approval.id, names.get(person, person), why))


async def _fits(talk: Talk, approval: Approval, chosen: str) -> bool:
    """Return whether the chosen colleague may be asked; if not, the person reads why."""
    fits = chosen in approval.members and chosen not in (approval.owner, approval.requester)
    if not fits:
        await talk.reply(approval_texts.NOT_AN_APPROVER if chosen else approval_texts.PICK_COLLEAGUE)
    return fits
