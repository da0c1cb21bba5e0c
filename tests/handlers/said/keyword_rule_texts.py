"""The exact words of `handlers/texts/keyword_rule_texts.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {
    "FORM": "请这样说：阶段规则 按关键词；阶段规则 按意思；阶段规则 都算。标签规则也一样。",
}

SENTENCES: list[tuple[str, list[object], str]] = [
    ("rule_told", ["stage", "literal", 0], "阶段规则（默认）：按关键词。要改请说“阶段规则 按意思”。"),
    ("rule_told", ["tags", "meaning", 2], "标签规则（第2版）：按意思。要改请说“标签规则 按关键词”。"),
    (
        "rule_set",
        ["stage", "either", "literal", 3],
        "阶段规则第3版已生效：都算，从下一条客户消息算起。改回请说“阶段规则 按关键词”。",
    ),
]
