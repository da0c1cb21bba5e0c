"""Which of the fifteen intents a message has: command words first, then what the message tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nlp.lexicon import phrases

INTENTS = (
    "capture_lead", "followup_note", "query", "approve", "reject", "claim", "mute", "unmute", "remind", "merge",
    "update_stage",
    "report", "help", "undo", "chitchat",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Command:
    """A command said in so many words: intent, what it names, and where its content begins."""

    intent: str
    slots: dict[str, str] = field(default_factory=dict)
    content: int = 0


_LEAD_IN = phrases("intent", "lead_in")
_END = r"\s*[。.!,?~]*\s*$"
_POLITE = r"(?:一下|下|吧|了|啊|呗|哈|呀|吗|谢谢)*"
_STAGES = r"初步接触|需求确认|方案沟通|报价中|报价|已签约|签约|已流失|流失|成交|已成交|方案|需求"
_STAGE_NAMES = {
    "报价": "报价中",
    "签约": "已签约",
    "成交": "已签约",
    "已成交": "已签约",
    "流失": "已流失",
    "方案": "方案沟通",
    "需求": "需求确认",
}

_COMMANDS: tuple[tuple[str, str], ...] = (
    ("undo", phrases("intent", "undo", POLITE=_POLITE, END=_END)),
    ("help", phrases("intent", "help", END=_END)),
    ("report", phrases("intent", "report", POLITE=_POLITE, END=_END)),
    ("unmute", phrases("intent", "unmute", POLITE=_POLITE, END=_END)),
    ("mute", phrases("intent", "mute", POLITE=_POLITE, END=_END)),
    ("merge", phrases("intent", "merge", POLITE=_POLITE, END=_END)),
    ("update_stage", phrases("intent", "update_stage", STAGES=_STAGES, POLITE=_POLITE, END=_END)),
    ("claim", phrases("intent", "claim", POLITE=_POLITE, END=_END)),
    ("remind", phrases("intent", "remind")),
    ("approve", phrases("intent", "approve", POLITE=_POLITE, END=_END)),
    ("reject", phrases("intent", "reject")),
    ("followup_note", phrases("intent", "followup_note")),
    ("capture_lead", phrases("intent", "capture_lead")),
    ("query", phrases("intent", "query")),
)  # fmt: skip
_COMPILED = tuple((intent, re.compile(_LEAD_IN + "(?:" + pattern + ")", re.S)) for intent, pattern in _COMMANDS)
_SHORT_YES = re.compile(phrases("intent", "short_yes") + _POLITE + _END)
_HELLO = re.compile(phrases("intent", "hello"), re.I)


_DOUBLE_YES = re.compile(
    r"(?:好的?|没问题|可以|行|OK|ok|嗯)[, ](?:我)?(?:同意|批准|通过|可以|批了|准了|确认)(?:了|吧)?$"
)


_TOLD = re.compile(
    r"[说嫌][^,。;?]{3,}[?吗呢]?$|[,。;][^,。;]{0,6}问|(?:记一?下|采购|经理|总监|主任|总)[^,。;]{0,8}(?:叫|问)|让(?:我|咱)|[\d零幺一二三四五六七八九]{7}"
)
"""A sentence that tells what somebody asked is no question of ours."""


def find_command(plain: str, *, amounts: bool = False) -> Command | None:
    """Return the command that the message opens with, or None. `plain` is the normalised text."""
    text = plain.strip()
    if not text or _HELLO.match(plain):
        return None
    short = len(text) <= 40
    for intent, pattern in _COMPILED:
        if (
            intent in {"approve", "unmute", "mute", "report", "help", "undo", "claim", "merge", "update_stage"}
            and not short
            and intent not in {"update_stage", "merge"}
        ):
            continue
        match = pattern.match(plain)
        if match is None:
            continue
        if intent == "remind" and not _is_reminder(match):
            continue
        if intent == "approve" and not _is_approval(match, text):
            continue
        if intent == "reject" and not _is_rejection(match, text):
            continue
        if intent == "query" and match.groupdict().get("q2") and _TOLD.search(text):
            continue
        return _command(intent, match)
    return None


def _is_reminder(match: re.Match[str]) -> bool:
    return bool(
        re.search(
            r"提醒我|叫我|喊我|remind|提醒$|设|定|加个提醒|闹钟|^\s*(?:别忘了|提醒)",
            match[0][: match.start("w1") - match.start()] or "",
        )
    )


def _is_approval(match: re.Match[str], text: str) -> bool:
    """Tell approval from a sentence that only begins with 可以 or 好."""
    if _SHORT_YES.match(text) or _DOUBLE_YES.match(text):
        return True
    if re.match(r"(?:请|我)?(?:确认|同意|批准|通过|审批通过|准予|批了?|准了?|approve)", text):
        return len(text) <= 24 and not re.search(
            r"[?吗呢]|试用|需求|时间|参数|价格|内容|演示|样[机品]|交期|规格|数量|型号|地址|客户(?!的)", text
        )
    return match["c2"] is not None and len(match["c2"]) <= 16 and match["c1"] is None


def _is_rejection(match: re.Match[str], text: str) -> bool:
    if re.match(r"(?:不行|不可以)", text):
        return len(text) <= 8
    return len(text) <= 60 and not re.match(r"(?:拒绝|退回)(?:率|了我们)", text)


def _clean(value: str | None) -> str:
    text = (value or "").strip(' ,。.:!?的\n\t"')
    text = re.sub(r"^(?:客户|线索|把|将|关于|跟进|对|给我|我|这个客户|这个|这家|这条)(?=.)", "", text)
    return re.sub(r"(?:这个客户|这条线索|的线索|这家|客户|的|这边|那边|了|吧)$", "", text).strip(' ,。:"')


def _command(intent: str, match: re.Match[str]) -> Command:
    groups = match.groupdict()
    content = 0
    slots: dict[str, str] = {}
    if intent in {"mute", "unmute", "claim"}:
        name = next((_clean(groups[key]) for key in ("c1", "c2", "c3", "c4") if _clean(groups.get(key))), "")
        slots = {"customer": name} if name and name not in {"我", "它", "他", "她", "了"} else {}
    elif intent == "update_stage":
        stage = next((groups[key] for key in ("s1", "s2", "s3", "s4", "s5") if groups.get(key)), "")
        name = next((_clean(groups[key]) for key in ("c1", "c3", "c4", "c5") if _clean(groups.get(key))), "")
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
            "reason": (groups.get("r1") or groups.get("r2") or "").strip(" ,。:"),
        }
    elif intent == "followup_note":
        content = match.start("n")
        slots = {"note": groups["n"].strip()}
    elif intent == "capture_lead":
        content = match.start("l")
    elif intent == "query":
        slots = {"customer": _query_name(groups.get("q")), "question": match.string.strip()}
    elif intent == "report":
        word = re.search(r"日报|周报|月报|季报|自检|体检|漏斗|简报|健康报告|看板|业绩|渠道|漏跟率|报表", match[0])
        slots = {"report": word[0] if word else ""}
    return Command(intent, {key: value for key, value in slots.items() if value}, content)


def _query_name(text: str | None) -> str:
    """Return the customer that a look-up names, without what is asked about it."""
    name = re.sub(phrases("intent", "name"), "", (text or "").strip(" ,。?"))
    name = _clean(name)
    return (
        name
        if len(name) <= 20 and not re.search(r"[?吗]|哪|多少|几|谁|本月|本周|上月|上个月|华东|华南|所有|我的", name)
        else ""
    )
