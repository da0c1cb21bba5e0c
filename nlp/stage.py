"""Which of the six stages a text proves: the highest reached, or an explicit loss."""

from __future__ import annotations

import re

from nlp.lexicon import phrases
from nlp.openings import Opened

STAGES = ("初步接触", "需求确认", "方案沟通", "报价中", "已签约")
LOST = "已流失"
_NOT = r"(?<!没)(?<!未)(?<!不)(?<!没有)(?<!还没)(?<!尚未)"
_EVIDENCE: tuple[tuple[str, Opened], ...] = (
    ("已签约", Opened(phrases("stage", "已签约"))),
    ("报价中", Opened(phrases("stage", "报价中", NOT=_NOT))),
    ("方案沟通", Opened(phrases("stage", "方案沟通"))),
    ("需求确认", Opened(phrases("stage", "需求确认"))),
)
_LOST = Opened(phrases("stage", "lost"))
_NOT_LOST = re.compile(r"(?:没|没有|不会|别|怕|担心|差点|险些|避免|可能|会不会|要是|如果)[^,。;]{0,4}$")


def find_stage(plain: str, *, lead: bool = True) -> tuple[str, tuple[int, int] | None]:
    """Return (stage, span of the proof); 初步接触 with no span when nothing more is proved."""
    for lost in _LOST.finditer(plain):
        if not _NOT_LOST.search(plain[max(0, lost.start() - 6) : lost.start()]):
            return LOST, lost.span()
    for stage, pattern in _EVIDENCE:
        for match in pattern.finditer(plain):
            before = plain[max(0, match.start() - 4) : match.start()]
            if re.search(r"(?:没有?|不|未|别|暂不|无)(?:再|要|用|需要?)?$", before):
                continue
            if stage == "已签约" and re.search(
                r"(?:准备|打算|要|想|争取|计划|等|后再|可以|就|前|才|能|快|待)[^,。;]{0,3}$", before
            ):
                continue
            return stage, match.span()
    return STAGES[0], None


_BY_ACTION = {"发资料": 1, "报价": 1, "演示": 2, "寄样": 2, "测试": 2, "合同": 3}
_BY_SIGNAL = {"要求降价": 3, "试用意向": 2, "样品需求": 2, "技术质疑": 1, "交期紧张": 1}


def raised(stage: str, action: str, signals: list[str], budget: bool) -> str:
    """Return the stage lifted to what the next action, the signals and a stated budget prove as well."""
    if stage not in STAGES:
        return stage
    level = max([STAGES.index(stage), _BY_ACTION.get(action, 0), int(budget), *(_BY_SIGNAL.get(s, 0) for s in signals)])
    return STAGES[level]
