"""How a customer's words set things off: by the bare keyword (F52, F54) or by what the sentence means.

An administrator chooses for stages and for tags apart; both hits are worked out each time, so that either can count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LITERAL, MEANING, EITHER = "literal", "meaning", "either"

_CLAUSE = re.compile(r"[,，。;；!！\n]+")
_TOPIC = re.compile(
    r"报价|询价|价格|价位|多少钱|什么价|怎么卖|怎么收费|参数|规格|配置|型号|对比|区别|资料|方案|选型|数据手册"
)
_WISH = re.compile(
    r"发|给|寄|要(?!是)|想|看一?下|看看|能|可以|方便|麻烦|请|需要|来一?[份个]|有没有|多少|什么|怎么|哪|吗|呢|[?？]|做一?[份个下]|了解|对比"
)
_DONE = re.compile(
    r"不用|不要|不需要|不想|不必|先不|别再?发|暂不|取消|收到|看过|看完|看了|知道了|已经?[有发看收]|之前|上次|我们?自己|不对比"
)


@dataclass(frozen=True, slots=True)
class KeywordRules:
    """Which hit counts: for moving a stage (F52), and for 客户明确表达试用意向 (F54)."""

    stage: str = LITERAL
    tags: str = EITHER

    def __post_init__(self) -> None:
        for chosen in (self.stage, self.tags):
            if chosen not in (LITERAL, MEANING, EITHER):
                raise ValueError(f"keyword rule: {chosen}")


def chosen(rules: KeywordRules, kept: Mapping[str, Any] | None) -> KeywordRules:
    """Return the rules in force: what an administrator chose, else as the installation was set up."""
    told = kept or {}
    return KeywordRules(str(told.get("stage", rules.stage)), str(told.get("tags", rules.tags)))


def counts(rule: str, literal: bool, meant: bool) -> bool:
    """Decide whether a message counts under a rule, given both hits."""
    return {LITERAL: literal, MEANING: meant, EITHER: literal or meant}[rule]


def asks_for_offer(text: str) -> bool:
    """Decide whether a customer asks for a price, figures, a comparison or papers: talk of one received does not."""
    return any(
        _TOPIC.search(clause) and _WISH.search(clause) and not _DONE.search(clause) for clause in _CLAUSE.split(text)
    )
