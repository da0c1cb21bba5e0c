"""Which of the fifteen intents a message has: command words first, then what the message tells."""

from __future__ import annotations

import re
from typing import Final

from nlp.command import Command, command_of
from nlp.lexicon import phrases
from nlp.patterns.held import Held
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made

INTENTS: Final = (
    "capture_lead", "followup_note", "query", "approve", "reject", "claim", "mute", "unmute", "remind", "merge",
    "update_stage",
    "report", "help", "undo", "chitchat",
)  # fmt: skip


_LEAD_IN: Final = phrases("intent", "lead_in")
_END: Final = r"\s*[。.!,?~]*\s*$"
_POLITE: Final = r"(?:一下|下|吧|了|啊|呗|哈|呀|吗|谢谢)*"
_STAGES: Final = r"初步接触|需求确认|方案沟通|报价中|报价|已签约|签约|已流失|流失|成交|已成交|方案|需求"

_COMMANDS: Final[tuple[tuple[str, str], ...]] = (
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
_HELD: Final = tuple((intent, Held(pattern, re.S, lead=_LEAD_IN)) for intent, pattern in _COMMANDS)
_SHORT_YES: Final = made(phrases("intent", "short_yes") + _POLITE + _END)
_HELLO: Final = made(phrases("intent", "hello"), re.I)


_DOUBLE_YES: Final = made(
    r"(?:好的?|没问题|可以|行|OK|ok|嗯)[, ](?:我)?(?:同意|批准|通过|可以|批了|准了|确认)(?:了|吧)?$"
)


_TOLD: Final = made(
    r"[说嫌][^,。;?]{3,}[?吗呢]?$|[,。;][^,。;]{0,6}问|(?:记一?下|采购|经理|总监|主任|总|的人|老板|师傅|客户|[厂校院]长)[^,。;]{0,8}(?:叫|问)|让(?:我|咱)|[\d零幺一二三四五六七八九]{7}"
)
"""A sentence that tells what somebody asked is no question of ours."""


def find_command(plain: str, *, amounts: bool = False) -> Command | None:
    """Return the command that the message opens with, or None. `plain` is the normalised text."""
    text = plain.strip()
    if not text or _HELLO.match(plain):
        return None
    short = len(text) <= 40
    for intent, pattern in _HELD:
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
        return command_of(intent, match)
    return None


_MOMENT: Final = made(
    r"[\d零一二两三四五六七八九十半点分刻号月日周星期礼拜今明后大天早晚上中下午前个小时钟末底初:之过以]*$"
)


_ANOTHER: Final = made(
    r"(?:客户|采购|对方|[他她]|总|经理|工|主任|老板|领导|财务|同事|厂家)(?:又|还|也|刚刚?|刚才|昨天|今天|上午|下午|特意)*$"
)
"""Somebody who reminded us, which is news and no command."""


def _is_reminder(match: re.Match[str]) -> bool:
    if _ANOTHER.search(match["t1"] or ""):
        return False
    if match["bare"]:
        return _MOMENT.match(match["t1"] or "") is not None
    return bool(
        compiled(r"提醒我|叫我|喊我|remind|提醒$|设|定|加个提醒|闹钟|^\s*(?:别忘了|提醒)").search(
            match[0][: match.start("w1") - match.start()] or ""
        )
    )


def _is_approval(match: re.Match[str], text: str) -> bool:
    """Tell approval from a sentence that only begins with 可以 or 好."""
    if _SHORT_YES.match(text) or _DOUBLE_YES.match(text):
        return True
    text = compiled(r"^(?:可以的?|行|好的?|没问题|嗯)[, ]+(?=我?(?:同意|批准|通过|批了|准了))").sub("", text)
    if compiled(r"(?:请|我)?(?:确认|同意|批准|通过|审批通过|准予|批了?|准了?|approve)").match(text):
        return len(text) <= 24 and not compiled(
            r"[?吗呢]|试用|需求|时间|参数|价格|内容|演示|样[机品]|交期|规格|数量|型号|地址|客户(?!的)"
        ).search(text)
    if match["by"]:
        return True
    return match["c2"] is not None and len(match["c2"]) <= 16 and match["c1"] is None


def _is_rejection(match: re.Match[str], text: str) -> bool:
    if compiled(r"(?:不行|不可以)").match(text):
        return len(text) <= 8
    return len(text) <= 60 and not compiled(r"(?:拒绝|退回)(?:率|了我们)").match(text)
