"""`申请折扣 杭州测试 12万 打九折`: a request goes to its role group as a card on every platform at once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crm.approval import HANDOVER_AFTER, Approval
from crm.people import Role, User
from handlers import texts
from handlers.approval_card import card_id, group_card
from handlers.context import SHANGHAI, Talk, Work
from nlp.reading import Reading


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of request: the words that start it, what it is called, and the role group that decides."""

    kind: str
    name: str
    words: str
    role: Role
    group: str


TEMPLATES = (
    Template("discount", "折扣", "折扣|打折|降价|特价", Role.FINANCE, "成本会计"),
    Template("contract", "合同", "合同", Role.FINANCE, "成本会计"),
)
_ASKS = re.compile(r"^\s*(?:我要|我想|帮我)?(?:申请|提交|发起)|^\s*\S{2}(?:申请|审批)")


def requested(text: str) -> Template | None:
    """Return the template a message asks for, or None when it asks for no approval."""
    if not _ASKS.search(text):
        return None
    return next((t for t in TEMPLATES if re.search(t.words, text[:40])), None)


async def request_approval(talk: Talk, template: Template, reading: Reading, text: str) -> None:
    """Open the request, show it to the whole group, and start the 4-hour clock (F79)."""
    group = [user for user in await talk.records.people.with_role(template.role) if user.id != talk.person.id]
    if not group:
        for admin in await talk.records.people.with_role(Role.ADMIN):
            await talk.tell(admin, f"{template.group}组没有可处理的人，{talk.person.name}的申请无人审批，请安排。")
        await talk.reply(texts.NO_APPROVERS)
        group = await talk.records.people.with_role(Role.ADMIN)
        if not group:
            return
    day = talk.now.astimezone(SHANGHAI).strftime("%Y%m%d")
    number = f"{day}-{await talk.records.approvals.next_number('approval-' + day):03d}"
    approval = Approval(
        id=number,
        kind=template.kind,
        requester=talk.person.id,
        subject=f"{template.name}：{_subject(template, text)}"[:255],
        created_at=talk.now,
        due_at=talk.now + HANDOVER_AFTER,
        members=[user.id for user in group],
        amount=reading.budget_cny or talk.around.understanding.amount(text),
        customer=reading.company,
        steps=[step(talk, talk.person.id, "申请")],
    )
    await talk.records.approvals.add(approval)
    await talk.records.timers.set(f"approval:{number}", "approval_handover", number, approval.due_at)
    await talk.audit(talk.person.id, "approval.request", f"approval:{number}", talk.here.platform)
    await show_to(talk, approval, group)
    await talk.reply(texts.approval_sent(number, template.group))


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
