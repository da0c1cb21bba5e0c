"""Agreeing to an approval or refusing it: rights and state are checked again, levels follow each other."""

from __future__ import annotations

from crm.approvals.approval import Approval, Verdict
from crm.approvals.template import Level
from handlers.approvals.apply import apply
from handlers.approvals.card import card_id, watcher_card
from handlers.approvals.opening import look_of, show_to, step
from handlers.approvals.redraw import redraw
from handlers.approvals.tapped import approval_of, concerns, may_act
from handlers.approvals.turn import begin_turn, end_turn, group_of, level_after, stop_clock
from handlers.context import Talk, Tap
from handlers.texts import approval_texts


async def tap_approve(tap: Tap) -> None:
    """`同意`, with or without a reason."""
    await _decide(tap, Verdict.APPROVED, tap.value("reason"))


async def tap_reject(tap: Tap) -> None:
    """`拒绝`: a reason is needed; where the card takes no text the bot asks for it."""
    reason = tap.value("reason")
    if not reason:
        approval = await approval_of(tap)
        if approval is not None and await may_act(tap, approval):
            await tap.ask("reject_reason", approval.id, approval_texts.REASON_WANTED)
        return
    await _decide(tap, Verdict.REJECTED, reason)


async def reject_with(talk: Talk, number: str, reason: str) -> None:
    """The answer to the question for a reason. A stranger's request is answered like one that is not there."""
    approval = await talk.records.approvals.get(number)
    await talk.records.trail.answered(talk.person.id, talk.here.platform)
    if approval is None or not concerns(approval, talk.person.id):
        await talk.reply(approval_texts.no_such_approval(number))
    elif await may_act(talk, approval):
        await decide(talk, approval, Verdict.REJECTED, reason)


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


async def _decide(tap: Tap, verdict: Verdict, reason: str) -> None:
    approval = await approval_of(tap)
    if approval is not None and await may_act(tap, approval):
        await decide(tap, approval, verdict, reason)
