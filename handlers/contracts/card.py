"""How a contract looks: as registered, when its renewal is due, and what a renewal run could not do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cards.card import Action, Card, Field
from crm.customers.contract import FLOW, Contract
from handlers.approvals.card import amount_text
from handlers.leads.draft_card import spoken_time

NAMED = 8
EMPTY = "—"


def contract_card(contract: Contract, rev: int) -> Card:
    """Return the card of a contract just registered; it can be taken back."""
    return Card(
        id=f"contract-{contract.id}",
        rev=rev,
        kind="contract",
        title=f"合同 {contract.number}",
        fields=(
            *_facts(contract),
            Field("签约日", _day(contract.signed_date)),
            Field(FLOW, _day(contract.renewal_on)),
        ),
        actions=(Action("undo", "撤销"),),
    )


def renewal_card(contract: Contract, day: date, today: date) -> Card:
    """Return the reminder: which contract ends when. An estimated end says so."""
    left = f"（剩{(contract.end_date - today).days}天）" if contract.end_date else ""
    return Card(
        id=f"renewal-{contract.id}-{day:%Y%m%d}",
        rev=1,
        kind="renewal",
        title=FLOW,
        summary=f"{contract.customer}的合同快到期了，可以聊聊续约。",
        fields=(*_facts(contract, left), Field("任务日期", day.isoformat())),
        actions=(Action("done", "完成", "primary"),),
    )


def run_card(run_id: str, done: int, failed: Sequence[Contract], reasons: Sequence[str]) -> Card:
    """Return what administrators see after a run that could not do everything: which contracts, and the repair."""
    named = "、".join(contract.number for contract in failed[:NAMED])
    more = f" 等{len(failed)}份" if len(failed) > NAMED else ""
    return Card(
        id=f"renewal-run-{run_id}",
        rev=1,
        kind="renewal_run",
        title=f"{FLOW} 执行结果",
        fields=(
            Field("成功", str(done)),
            Field("失败", str(len(failed)), colour="red"),
            Field("合同", f"{named}{more}"),
            Field("原因", "；".join(reasons[:1])),
        ),
        actions=(Action("repair", "估填并重跑", "primary"),),
    )


def _facts(contract: Contract, left: str = "") -> tuple[Field, ...]:
    estimated = "（估填）" if contract.estimated else ""
    return (
        Field("客户", contract.customer),
        Field("合同", contract.number),
        Field("金额", amount_text(contract.amount)),
        Field("到期日", f"{_day(contract.end_date)}{estimated}{left}"),
    )


def _day(day: date | None) -> str:
    return spoken_time(day.isoformat()) if day else EMPTY
