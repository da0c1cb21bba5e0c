"""What a customer's own words set off: the move to 需求确认 (F52), at most once in 72 hours (F53), and tags (F54)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.leads.stage import Stage

FRESH = timedelta(hours=24)
DEBOUNCE = timedelta(hours=72)
TRIAL_TAG = "客户明确表达试用意向"
TAGS = (
    TRIAL_TAG, "价格敏感", "要求降价", "竞品提及", "交期紧张", "样品需求", "技术质疑", "决策链异常",
    "预算不足", "预算已批", "需求不明确", "需求紧急", "付款条件异议", "合同条款异议", "售后担忧",
    "内部推动中", "项目延期", "沉默失联", "有转介绍意向",
)  # fmt: skip
MOVABLE = (Stage.FIRST_CONTACT, Stage.NEED_CONFIRMED)
_FILES = ("方案", "询价", "询盘", "招标", "需求", "技术要求", "规格", "参数", "rfq", "rfp", "rfi")


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether the customer's act moves the lead, and why or why not."""

    moves: bool
    reason: str


def asks_by_file(name: str) -> bool:
    """Decide whether a file the customer sent is a proposal or an inquiry (F52)."""
    return any(word in name.lower() for word in _FILES)


def may_move(stage: str, said_at: datetime, last_move: datetime | None, now: datetime) -> Ruling:
    """Decide whether a hit at `said_at` moves the lead of a customer last moved at `last_move`.

    Older than 24 hours does not count; within 72 hours of the last move nothing happens, at 72:00 it does again.
    """
    if now - said_at > FRESH or said_at > now:
        return Ruling(False, "超过24小时")
    if stage not in MOVABLE:
        return Ruling(False, f"已在{stage}")
    if last_move is not None and said_at - last_move < DEBOUNCE:
        return Ruling(False, "72小时内已触发")
    return Ruling(True, "客户主动询问")
