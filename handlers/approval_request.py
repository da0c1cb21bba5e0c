"""`申请折扣 杭州测试 12万 打九折`: a request goes to its role group as a card on every platform at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.approval import HANDOVER_AFTER, Approval
from crm.approval_template import Template, levels_for
from crm.people import Role, User
from handlers import texts
from handlers.approval_card import card_id, group_card
from handlers.context import SHANGHAI, Talk, Work
from nlp.reading import Reading

_ASKS = re.compile(r"^\s*(?:我要|我想|帮我)?(?:申请|提交|发起)|^\s*\S{2}(?:申请|审批)")


def requested(text: str, templates: Sequence[Template]) -> Template | None:
    """Return the template a message asks for, or None when it asks for no approval."""
    if not _ASKS.search(text):
        return None
    return next((t for t in templates if t.words and re.search(t.words, text[:40])), None)


async def request_approval(talk: Talk, template: Template, reading: Reading, text: str) -> None:
    """Open what was asked for in chat and say where it went."""
    amount = reading.budget_cny or talk.around.understanding.amount(text)
    subject = f"{template.name}：{_subject(template, text)}"
    approval = await open_request(talk, template, talk.person.id, subject, amount, reading.company)
    await talk.reply(
        texts.NO_APPROVERS if approval is None else texts.approval_sent(approval.id, approval_group(template))
    )


async def open_request(
    work: Work, template: Template, requester: str, subject: str, amount: float | None, customer: str
) -> Approval | None:
    """Open a request, show it to the whole group, and start the clock (F79). None: nobody could decide it."""
    level = levels_for(template, amount)[0]
    people = [user for role in level.roles for user in await work.records.people.with_role(role)]
    group = [user for user in people if user.id != requester]
    if not group:
        group = await work.records.people.with_role(Role.ADMIN)
        for admin in group:
            await work.tell(admin, texts.nobody_decides(level.group, subject))
    if not group:
        return None
    day = work.now.astimezone(SHANGHAI).strftime("%Y%m%d")
    number = f"{day}-{await work.records.approvals.next_number('approval-' + day):03d}"
    approval = Approval(
        id=number,
        kind=template.kind,
        requester=requester,
        subject=subject[:255],
        created_at=work.now,
        due_at=work.now + HANDOVER_AFTER,
        members=[user.id for user in group],
        amount=amount,
        customer=customer,
        steps=[step(work, requester, "申请")],
    )
    await work.records.approvals.add(approval)
    await work.records.timers.set(f"approval:{number}", "approval_handover", number, approval.due_at)
    await work.audit(requester, "approval.request", f"approval:{number}", surface_of(work))
    await show_to(work, approval, group)
    return approval


def approval_group(template: Template) -> str:
    """Return the name of the group that decides first."""
    return template.levels[0].group


def surface_of(work: Work) -> str:
    """Return through what this work came: the platform of a person, else the timer."""
    return work.here.platform if isinstance(work, Talk) else "timer"


async def show_to(work: Work, approval: Approval, group: list[User]) -> None:
    """Store the group's card and send it to every member on every platform."""
    names = await names_of(work)
    card = group_card(approval, names, work.now, 1, work.page(f"/cards/{card_id(approval.id)}"))
    see = [*approval.members, approval.requester]
    await work.keep(card, f"approval:{approval.id}", see, approval.members)
    for user in group:
        for address in await work.addresses(user, work.around.platforms):
            await work.out.show(address, card)


async def names_of(work: Work) -> dict[str, str]:
    """Return everybody's name by id."""
    return {user.id: user.name for user in await work.records.people.everyone()}


def step(work: Work, who: str, did: str, **more: str) -> dict[str, str]:
    """Return one entry of an approval's path."""
    return {"at": work.now.isoformat(), "who": who, "did": did, **more}


def _subject(template: Template, text: str) -> str:
    rest = re.sub(r"^\s*(?:我要|我想|帮我)?(?:申请|提交|发起)\s*", "", text).strip()
    return re.sub(rf"^{template.name}(?:申请|审批)?[\s:：]*", "", rest)[:120]
