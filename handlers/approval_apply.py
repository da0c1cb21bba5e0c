"""What an approval sets in motion when the last consent is given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from crm.approval import Approval
from crm.flow import DONE, FlowRow
from handlers import texts
from handlers.context import Work

HANDBOOK = "防复发手册"


async def apply(work: Work, approval: Approval) -> None:
    """Do what was asked for, where the kind does anything by itself."""
    does = APPLIED.get(approval.kind)
    if does is not None:
        await does(work, approval)


async def _webhook(work: Work, approval: Approval) -> None:
    """Put the new webhook setting into force and write the incident note (F84)."""
    body = {"change": approval.subject, "approval": approval.id, "by": approval.agreed}
    await work.records.contracts.set_rule("webhook", body, approval.requester, work.now)
    await work.audit(approval.requester, "webhook.change", "rule:webhook", "approval")
    note = f"{approval.subject}；申请人 {approval.requester}，同意人 {'、'.join(approval.agreed)}，审批 {approval.id}"
    await work.records.contracts.log(
        FlowRow(work.around.new_id(), HANDBOOK, work.now, f"approval:{approval.id}", DONE, note, approval.requester)
    )
    requester = await work.records.people.get(approval.requester)
    if requester is not None:
        await work.tell(requester, texts.webhook_changed(approval.id))


APPLIED: Mapping[str, Callable[[Work, Approval], Awaitable[None]]] = {"webhook": _webhook}
