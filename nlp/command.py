"""A command said in so many words, and what it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from nlp.lexicon import phrases
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made


@dataclass(frozen=True, slots=True)
class Command:
    """A command said in so many words: intent, what it names, and where its content begins."""

    intent: str
    slots: dict[str, str] = field(default_factory=dict)
    content: int = 0


_STAGE_NAMES: Final = {
    "报价": "报价中",
    "签约": "已签约",
    "成交": "已签约",
    "已成交": "已签约",
    "流失": "已流失",
    "方案": "方案沟通",
    "需求": "需求确认",
}


def _clean(value: str | None) -> str:
    text = (value or "").strip(' ,。.:!?的\n\t"')
    text = compiled(r"^(?:客户|线索|把|将|关于|跟进|对|给我|我|这个客户|这个|这家|这条)(?=.)").sub("", text)
    return compiled(r"(?:这个客户|这条线索|的线索|这家|客户|的|这边|那边|了|吧)$").sub("", text).strip(' ,。:"')


_NOBODY: Final = made(
    r"[我它他她了]|(?:这[几两]天|[今明]天|今晚|晚上|最近|周末|这周|暂时|现在|所有|全部|全|开会时?|的)+"
)
"""What stands where a customer is named and is none."""


def _first(groups: dict[str, str | None], names: str) -> str:
    """Return the first of some groups that names anything."""
    return next((value for name in names.split() if (value := _clean(groups.get(name)))), "")


def command_of(intent: str, match: re.Match[str]) -> Command:
    """Return what a command names, read from the groups of its pattern."""
    groups = match.groupdict()
    content = 0
    slots: dict[str, str] = {}
    if intent in {"mute", "unmute", "claim"}:
        name = _first(groups, "c1 c2 c3 c4 c5 c6")
        slots = {"customer": name} if name and not _NOBODY.fullmatch(name) else {}
    elif intent == "update_stage":
        stage = next((groups[key] for key in ("s1", "s2", "s3", "s4", "s5", "s6", "s7") if groups.get(key)), "")
        name = _first(groups, "c1 c3 c4 c5 c6 c7")
        reason = (groups.get("r1") or groups.get("r3") or "").strip()
        slots = {"customer": name, "stage": _STAGE_NAMES.get(stage, stage), "reason": reason}
    elif intent == "merge":
        pairs = (("a", "b"), ("c", "d"), ("e", "f"), ("g", ""))
        first, second = next(((groups[a], groups.get(b)) for a, b in pairs if groups.get(a)), ("", ""))
        slots = {"customer": _clean(first), "into": _clean(second)}
    elif intent == "remind":
        content = match.start("w1")
        slots = {"what": (groups["w1"] or "").strip(" ,。"), "time": ""}
    elif intent == "approve":
        slots = {"what": _clean(groups.get("c1") or groups.get("c2"))}
    elif intent == "reject":
        slots = {
            "what": _clean(groups.get("c2")),
            "reason": (groups.get("r1") or groups.get("r2") or groups.get("r3") or "").strip(" ,。:"),
        }
    elif intent == "followup_note":
        content = match.start("n")
        slots = {"note": groups["n"].strip()}
    elif intent == "capture_lead":
        content = match.start("l")
    elif intent == "query":
        slots = {"customer": _query_name(groups.get("q")), "question": match.string.strip()}
    elif intent == "report":
        word = compiled(r"日报|周报|月报|季报|自检|体检|漏斗|简报|健康报告|看板|业绩|渠道|漏跟率|报表").search(match[0])
        slots = {"report": word[0] if word else ""}
    return Command(intent, {key: value for key, value in slots.items() if value}, content)


def _query_name(text: str | None) -> str:
    """Return the customer that a look-up names, without what is asked about it."""
    name = compiled(phrases("intent", "name")).sub("", (text or "").strip(" ,。?"))
    name = _clean(name)
    return (
        name
        if len(name) <= 20
        and not compiled(r"[?吗]|哪|多少|几|谁|本月|本周|上月|上个月|华东|华南|所有|我的").search(name)
        else ""
    )
