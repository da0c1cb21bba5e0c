"""`申请折扣 杭州测试 12万 打九折`: a request goes to its role group as a card on every platform at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.approval import Approval
from crm.approval_template import Template, may_ask
from crm.people import Role, User
from handlers import texts
from handlers.approval_card import Look, card_id, group_card
from handlers.approval_turn import begin_turn, first_level, group_of
from handlers.context import SHANGHAI, Talk, Work
from handlers.deadline import left
from nlp.reading import Reading

_ASKS = re.compile(r"^\s*(?:我要|我想|帮我)?(?:申请|提交|发起)|^\s*\S{2}(?:申请|审批)")


def requested(text: str, templates: Sequence[Template]) -> Template | None:
    """Return the template a message asks for, or None when it asks for no approval."""
    if not _ASKS.search(text):
        return None
    return next((t for t in templates if t.words and re.search(t.words, text[:40])), None)


async def request_approval(talk: Talk, template: Template, reading: Reading, text: str) -> None:
    """Open what was asked for in chat and say where it went."""
    if not may_ask(template, talk.person.role):
        await talk.audit(talk.person.id, "approval.refused", f"approval:{template.kind}", talk.here.platform)
        await talk.reply(texts.may_not_ask(template.name))
        return
    amount = reading.budget_cny or talk.around.understanding.amount(text)
    subject = f"{template.name}：{_subject(template, text)}"
    approval = await open_request(talk, template, talk.person.id, subject, amount, reading.company)
    await talk.reply(texts.NO_APPROVERS if approval is None else texts.approval_sent(approval.id, approval.group))


async def open_request(
    work: Work, template: Template, requester: str, subject: str, amount: float | None, customer: str
) -> Approval | None:
    """Open a request, show it to the whole group, and start the clock (F79). None: nobody could decide it."""
    level = first_level(template, amount)
    group = await group_of(work, level, [requester])
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


def surface_of(work: Work) -> str:
    """Return through what this work came: the platform of a person, else the timer."""
    return work.here.platform if isinstance(work, Talk) else "timer"


async def _admins_instead(work: Work, group: list[User], name: str, subject: str, requester: str) -> list[User]:
    """Tell administrators that a group is too small, and let them stand in; it is never passed by itself (F80)."""
    admins = await work.records.people.with_role(Role.ADMIN)
    for admin in admins:
        await work.tell(admin, texts.nobody_decides(name, subject))
    known = {user.id for user in group}
    return [*group, *(admin for admin in admins if admin.id not in (*known, requester))]


def _subject(template: Template, text: str) -> str:
    rest = re.sub(r"^\s*(?:我要|我想|帮我)?(?:申请|提交|发起)\s*", "", text).strip()
    return re.sub(rf"^{re.escape(template.name)}(?:申请|审批)?[\s:：]*", "", rest)[:200]
