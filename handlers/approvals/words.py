"""Approvals by number, for surfaces without choices: `撤回 <number>`, `转交 <number> 给 <name>`, `加签 …`, `同意 …`."""

from __future__ import annotations

import re

from crm.approvals.approval import Approval, Verdict, may_decide, may_open, may_withdraw
from handlers.approvals.decide import decide
from handlers.approvals.opening import names_of, step
from handlers.approvals.passing import cosign, transfer
from handlers.approvals.redraw import redraw
from handlers.approvals.tapped import concerns
from handlers.approvals.turn import stop_clock
from handlers.context import Talk
from handlers.texts import approval_texts

NUMBER = re.compile(r"\d{8}-\d{3,}")


async def withdraw_by_word(talk: Talk, words: str) -> None:
    """`撤回 <number>`: the requester takes it back; everybody's card says so."""
    approval = await _numbered(talk, words)
    if approval is None:
        return
    ruling = may_withdraw(approval, talk.person.id)
    if not ruling.allowed:
        await talk.reply(ruling.reason)
        return
    await stop_clock(talk, approval)
    approval.state, approval.decided_at = Verdict.WITHDRAWN.value, talk.now
    approval.steps = [*approval.steps, step(talk, talk.person.id, "撤回")]
    await talk.audit(talk.person.id, "approval.withdraw", f"approval:{approval.id}", talk.here.platform)
    await redraw(talk, approval)
    told = approval_texts.approval_withdrawn(approval.id, talk.person.name)
    owner = await talk.records.people.get(approval.owner or "")
    if owner is not None:
        await talk.tell(owner, told)
    await talk.reply(told)


async def transfer_by_word(talk: Talk, words: str) -> None:
    """`转交 <number> 给 <name>`."""
    approval = await _mine(talk, words)
    if approval is not None:
        await transfer(talk, approval, await _colleague(talk, words))


async def cosign_by_word(talk: Talk, words: str) -> None:
    """`加签 <number> <name>`."""
    approval = await _mine(talk, words)
    if approval is not None:
        await cosign(talk, approval, await _colleague(talk, words))


async def approve_by_number(talk: Talk, words: str) -> None:
    """`同意 <number> <reason>`."""
    approval = await _mine(talk, words)
    if approval is not None:
        reason = NUMBER.sub("", words).strip(" ，,。:：")
        await decide(talk, approval, Verdict.APPROVED, reason[:500])


async def _mine(talk: Talk, words: str) -> Approval | None:
    approval = await _numbered(talk, words)
    if approval is None:
        return None
    names = await names_of(talk)
    ruling = may_decide(approval, talk.person.id, names)
    if ruling.allowed and approval.need == 1 and approval.owner is None:
        ruling = may_open(approval, talk.person.id, names)
    if not ruling.allowed:
        await talk.reply(ruling.reason)
        return None
    return approval


async def _numbered(talk: Talk, words: str) -> Approval | None:
    """Return the approval if this person has to do with it; a stranger's is answered like one that is not there."""
    found = NUMBER.search(words)
    approval = await talk.records.approvals.get(found[0]) if found else None
    if approval is None or not concerns(approval, talk.person.id):
        await talk.reply(approval_texts.no_such_approval(found[0] if found else words[:20]))
        return None
    return approval


async def _colleague(talk: Talk, words: str) -> str:
    rest = re.sub(r"^\s*(?:给|到|请|让)?\s*", "", NUMBER.sub("", words)).strip(" ，,。")
    return next((user.id for user in await talk.records.people.everyone() if rest in (user.name, user.id)), rest)
