"""How an approval looks: to the group, to its owner, to everyone else, and when it is over (F78, F81)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from cards.card import Action, Card, Choice, Field, Input, Option
from crm.approvals.approval import Approval, Verdict
from handlers.context import SHANGHAI

OPEN_BUTTONS = (Action("open", "我来处理", "primary"),)
OWNER_BUTTONS = (
    Action("approve", "同意", "primary"),
    Action("reject", "拒绝", "danger"),
    Action("transfer", "转交"),
    Action("cosign", "加签"),
)
_VERDICTS = {Verdict.APPROVED.value: "同意", Verdict.REJECTED.value: "拒绝", Verdict.WITHDRAWN.value: "撤回"}


@dataclass(frozen=True, slots=True)
class Look:
    """What a card tells beside the request itself: everybody's name, the time left (both clocks), and its page."""

    names: Mapping[str, str]
    now: datetime
    left: str
    link: str


def card_id(number: str) -> str:
    """Return the id of the one card of this approval."""
    return f"approval-{number}"


def group_card(approval: Approval, look: Look, rev: int) -> Card:
    """Return the card everyone in the group sees before somebody takes it.

    Where several must agree nobody takes it: everyone decides for themselves.
    """
    if approval.need > 1:
        status = f"需{approval.need}人同意（{len(approval.agreed)}/{approval.need}）"
        card = _card(approval, look, rev, OWNER_BUTTONS[:2], status)
        return replace(card, inputs=(Input("reason", "理由", "area"),))
    return _card(approval, look, rev, OPEN_BUTTONS, "")


def owner_card(approval: Approval, look: Look, rev: int) -> Card:
    """Return the card of the person whose turn it is: decide with a reason, or pass it on."""
    others = tuple(Option(f"u-{m}", look.names.get(m, m)) for m in approval.members if m != approval.owner)
    card = _card(approval, look, rev, OWNER_BUTTONS if others else OWNER_BUTTONS[:2], "等您处理")
    choices = (Choice("to", "转给", others[:10]),) if others else ()
    return replace(card, choices=choices, inputs=(Input("reason", "理由", "area"),))


def watcher_card(approval: Approval, look: Look, rev: int) -> Card:
    """Return the card of those whose turn it is not: nothing to press, and who has it."""
    if approval.need > 1:
        status = f"已同意（{len(approval.agreed)}/{approval.need}），等另一位"
    else:
        status = f"已由{look.names.get(approval.owner or '', '同事')}处理"
    return _card(approval, look, rev, (), status, done=True)


def closed_card(approval: Approval, look: Look, rev: int) -> Card:
    """Return the card after the decision, for everyone."""
    verdict = _VERDICTS.get(approval.state, "结束")
    at = f"{(approval.decided_at or look.now).astimezone(SHANGHAI):%H:%M}"
    who = approval.requester if approval.state == Verdict.WITHDRAWN else approval.owner or ""
    both = [look.names.get(person, person) for person in approval.agreed] if approval.need > 1 else []
    status = f"已由{'、'.join(both) or look.names.get(who, '同事')}{verdict} {at}"
    card = _card(approval, look, rev, (), status, done=True)
    if not approval.reason:
        return card
    return replace(card, fields=(*card.fields, Field("理由", approval.reason)))


def amount_text(amount: float | None) -> str:
    """Return yuan with separators, `¥123,456.78`, or a dash."""
    if amount is None:
        return "—"
    return f"¥{amount:,.2f}".removesuffix(".00")


def _card(
    approval: Approval,
    look: Look,
    rev: int,
    actions: tuple[Action, ...],
    status: str,
    done: bool = False,
) -> Card:
    due = f"{approval.due_at.astimezone(SHANGHAI):%m-%d %H:%M}"
    left = "" if done else look.left
    return Card(
        id=card_id(approval.id),
        rev=rev,
        kind="approval",
        title=f"审批 {approval.id}",
        status=status,
        fields=(
            Field("申请人", look.names.get(approval.requester, approval.requester)),
            Field("事项", approval.subject),
            Field("金额", amount_text(approval.amount)),
            Field("截止", f"{due}{left}"),
        ),
        actions=actions,
        link=look.link,
        done=done,
    )
