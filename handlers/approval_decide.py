"""Taking, deciding and passing on an approval. Every act checks rights and state again."""

from __future__ import annotations

from crm.approval import Approval, Verdict, may_decide, may_open
from crm.approval_template import Level
from handlers import approval_texts, texts
from handlers.approval_apply import apply
from handlers.approval_card import card_id, closed_card, group_card, owner_card, watcher_card
from handlers.approval_open import look_of, names_of, show_to, step
from handlers.approval_turn import begin_turn, end_turn, group_of, level_after, set_mark, stop_clock
from handlers.context import Talk, Tap, Work, surface_of


async def tap_open(tap: Tap) -> None:
    """`我来处理`: the first to open it owns it, everybody else's card says so (F78)."""
    approval = await _approval_of(tap)
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
    approval.steps = [*approval.steps, step(tap, tap.person.id, "接手")]
    await tap.audit(tap.person.id, "approval.open", f"approval:{approval.id}", tap.here.platform)
    await redraw(tap, approval)


async def tap_approve(tap: Tap) -> None:
    """`同意`, with or without a reason."""
    await _decide(tap, Verdict.APPROVED, tap.value("reason"))


async def tap_reject(tap: Tap) -> None:
    """`拒绝`: a reason is needed; where the card takes no text the bot asks for it."""
    reason = tap.value("reason")
    if not reason:
        approval = await _approval_of(tap)
        if approval is not None and await _allowed(tap, approval):
            await tap.ask("reject_reason", approval.id, approval_texts.REASON_WANTED)
        return
    await _decide(tap, Verdict.REJECTED, reason)


async def reject_with(talk: Talk, number: str, reason: str) -> None:
    """The answer to the question for a reason."""
    approval = await talk.records.approvals.get(number)
    if approval is not None and await _allowed(talk, approval):
        await decide(talk, approval, Verdict.REJECTED, reason)


async def tap_transfer(tap: Tap) -> None:
    """`转交`: the chosen colleague becomes the owner, with a fresh time limit."""
    approval = await _approval_of(tap)
    if approval is not None and await _allowed(tap, approval):
        await transfer(tap, approval, tap.value("to").removeprefix("u-"))


async def transfer(talk: Talk, approval: Approval, chosen: str) -> None:
    """Give it to a colleague of the group."""
    if not _fits(talk, approval, chosen):
        await talk.reply(approval_texts.PICK_COLLEAGUE if not chosen else approval_texts.NOT_AN_APPROVER)
        return
    names = await names_of(talk)
    await hand_to(talk, approval, chosen, talk.person.id, f"由{names.get(talk.person.id, '同事')}转交")


async def tap_cosign(tap: Tap) -> None:
    """`加签`: the chosen colleague may decide too; the owner stays responsible."""
    approval = await _approval_of(tap)
    if approval is not None and await _allowed(tap, approval):
        await cosign(tap, approval, tap.value("to").removeprefix("u-"))


async def cosign(talk: Talk, approval: Approval, chosen: str) -> None:
    """Let a colleague of the group decide too."""
    if not _fits(talk, approval, chosen):
        await talk.reply(approval_texts.PICK_COLLEAGUE if not chosen else approval_texts.NOT_AN_APPROVER)
        return
    approval.cosigners = [*dict.fromkeys([*approval.cosigners, chosen])]
    approval.steps = [*approval.steps, step(talk, talk.person.id, "加签", to=chosen)]
    await talk.audit(talk.person.id, "approval.cosign", f"approval:{approval.id}", talk.here.platform)
    await redraw(talk, approval)


async def tap_stale(tap: Tap) -> None:
    """A tap on an old copy, or by someone whose turn it is not: say who has it."""
    approval = await _approval_of(tap)
    if approval is None:
        return
    names = await names_of(tap)
    ruling = may_open(approval, tap.person.id, names)
    await tap.reply(texts.CARD_CHANGED if ruling.allowed else ruling.reason)


async def hand_to(work: Work, approval: Approval, person: str, by: str, why: str) -> None:
    """Move an approval to another owner, restart its clock, redraw all cards, tell both sides."""
    await end_turn(work, approval)
    approval.owner, approval.state = person, Verdict.OWNED.value
    await begin_turn(work, approval)
    approval.steps = [*approval.steps, step(work, by, "移交", to=person, why=why)]
    await work.audit(by, "approval.handover", f"approval:{approval.id}", surface_of(work))
    await redraw(work, approval)
    names = await names_of(work)
    for who in (person, approval.requester):
        user = await work.records.people.get(who)
        if user is not None:
            await work.tell(user, approval_texts.approval_moved(approval.id, names.get(person, person), why))


async def decide(work: Talk, approval: Approval, verdict: Verdict, reason: str) -> None:
    """Agree or refuse: the last consent of the last level closes it, an earlier one passes it on."""
    me = work.person.id
    await work.records.trail.answered(me, work.here.platform)
    await work.audit(me, f"approval.{verdict.value}", f"approval:{approval.id}", work.here.platform)
    approval.steps = [*approval.steps, step(work, me, verdict.value, reason=reason[:500])]
    if verdict == Verdict.APPROVED:
        approval.agreed = [*approval.agreed, me]
        if len(approval.agreed) < approval.need:
            await redraw(work, approval)
            await work.reply(approval_texts.one_more(approval.id, len(approval.agreed), approval.need))
            return
        following = level_after(work, approval)
        if following is not None:
            await _next_level(work, approval, following)
            return
    await _close(work, approval, verdict, reason)


async def _next_level(work: Talk, approval: Approval, level: Level) -> None:
    decided = [entry["who"] for entry in approval.steps if entry["did"] == Verdict.APPROVED]
    group = await group_of(work, level, approval.requester, decided)
    await end_turn(work, approval)
    approval.level += 1
    approval.group, approval.need, approval.agreed, approval.cosigners = level.group, level.need, [], []
    approval.owner, approval.state = None, Verdict.OPEN.value
    old = list(approval.members)
    approval.members = [user.id for user in group]
    await begin_turn(work, approval)
    standing = await work.card(card_id(approval.id))
    rev = standing.rev + 1 if standing else 1
    watch = watcher_card(approval, await look_of(work, approval), rev)
    await work.out.change(watch, only=[person for person in old if person not in approval.members])
    await show_to(work, approval, group, rev)
    requester = await work.records.people.get(approval.requester)
    if requester is not None:
        await work.tell(requester, approval_texts.next_level(approval.id, level.group))


async def _close(work: Talk, approval: Approval, verdict: Verdict, reason: str) -> None:
    await stop_clock(work, approval)
    if approval.owner is None or work.person.id in approval.cosigners:
        approval.owner = work.person.id
    approval.state, approval.reason, approval.decided_at = verdict.value, reason[:500], work.now
    await redraw(work, approval)
    requester = await work.records.people.get(approval.requester)
    if requester is not None:
        told = "同意" if verdict == Verdict.APPROVED else "拒绝"
        await work.tell(requester, approval_texts.approval_decided(approval.id, work.person.name, told, reason))
    if verdict == Verdict.APPROVED:
        await apply(work, approval)


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


async def _decide(tap: Tap, verdict: Verdict, reason: str) -> None:
    approval = await _approval_of(tap)
    if approval is not None and await _allowed(tap, approval):
        await decide(tap, approval, verdict, reason)


async def _allowed(talk: Talk, approval: Approval) -> bool:
    ruling = may_decide(approval, talk.person.id, await names_of(talk))
    if not ruling.allowed:
        await talk.reply(ruling.reason)
    return ruling.allowed


def _fits(talk: Talk, approval: Approval, chosen: str) -> bool:
    return chosen in approval.members and chosen not in (approval.owner, approval.requester)


async def _approval_of(tap: Tap) -> Approval | None:
    approval = await tap.records.approvals.get(tap.subject.removeprefix("approval:"))
    if approval is None:
        await tap.reply(texts.CARD_EXPIRED)
    return approval
