"""`申请折扣 杭州测试 12万 打九折`: what was asked for in chat becomes a request, if it could be carried out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.approvals.template import Template, may_ask
from handlers.approvals.opening import open_request
from handlers.approvals.prepare import prepare
from handlers.context import Talk
from handlers.texts import approval_texts
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
        await talk.reply(approval_texts.may_not_ask(template.name))
        return
    amount = reading.budget_cny or talk.around.understanding.amount(text)
    prepared = await prepare(talk, template.kind, _subject(template, text), reading.company)
    if prepared is None:
        return
    subject = f"{template.name}：{prepared.words}"
    approval = await open_request(talk, template, talk.person.id, subject, amount, prepared.customer)
    await talk.reply(
        approval_texts.NO_APPROVERS if approval is None else approval_texts.approval_sent(approval.id, approval.group)
    )


def _subject(template: Template, text: str) -> str:
    rest = re.sub(r"^\s*(?:我要|我想|帮我)?(?:申请|提交|发起)\s*", "", text).strip()
    return re.sub(rf"^{re.escape(template.name)}(?:申请|审批)?[\s:：]*", "", rest)[:200]
