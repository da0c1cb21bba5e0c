"""What the bot says about the rule by which a customer's words move stages and set tags (F52, F54)."""

from __future__ import annotations

FORM = "请这样说：阶段规则 按关键词；阶段规则 按意思；阶段规则 都算。标签规则也一样。"
_NAMES = {"stage": "阶段规则", "tags": "标签规则"}
_WAYS = {"literal": "按关键词", "meaning": "按意思", "either": "都算"}


def rule_told(what: str, way: str, version: int) -> str:
    """The rule as it stands."""
    told = f"第{version}版" if version else "默认"
    return f"{_NAMES[what]}（{told}）：{_WAYS[way]}。要改请说“{_NAMES[what]} {_WAYS[_other(way)]}”。"


def rule_set(what: str, way: str, before: str, version: int) -> str:
    """The rule was changed; the way back is said at once."""
    name = _NAMES[what]
    return f"{name}第{version}版已生效：{_WAYS[way]}，从下一条客户消息算起。改回请说“{name} {_WAYS[before]}”。"


def _other(way: str) -> str:
    return "meaning" if way != "meaning" else "literal"
