"""The eight signals of a customer, by meaning: a trigger, then vetoes for negation and look-alikes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from nlp.learned.heard import Heard
from nlp.lexicon import phrases
from nlp.patterns.kept import compiled
from nlp.patterns.openings import Opened
from nlp.span import Span

SIGNALS = ("试用意向", "价格敏感", "要求降价", "竞品提及", "交期紧张", "样品需求", "技术质疑", "决策链异常")

_TRIGGERS: dict[str, str] = {
    "试用意向": phrases("signals", "试用意向"),
    "要求降价": phrases("signals", "要求降价"),
    "价格敏感": phrases("signals", "价格敏感"),
    "样品需求": phrases("signals", "样品需求"),
    "交期紧张": phrases("signals", "交期紧张"),
    "技术质疑": phrases("signals", "技术质疑"),
    "决策链异常": phrases("signals", "决策链异常"),
}
_ASKING = re.compile(r"能不能|可不可以|是不是|要不要|会不会|有没有|行不行|好不好|够不够|可不可|能否|要么")
_NEGATE = re.compile(phrases("signals", "negate"))
_NEAR_MISS = Opened(phrases("signals", "near_miss"))
_PAST_SAMPLE = Opened(phrases("signals", "past_sample"))
_RIVAL_WORD = Opened(phrases("signals", "rival_word"), re.I)
_HAPPY = Opened(phrases("signals", "happy"))
_DOUBTED = ("价格敏感", "要求降价", "交期紧张", "技术质疑", "决策链异常")
_TRIGGER = {name: Opened(pattern) for name, pattern in _TRIGGERS.items()}
_SURE = {name: Opened(phrases("signals", f"sure {name}")) for name in _DOUBTED}
"""Words so plain that hearing cannot outvote them."""
_OURS = re.compile(phrases("signals", "ours"))
_OUR_TERMS = re.compile(r"利润|成本价|不赚|没赚|亏|倒贴|底价|最低|优惠|折|让利|性价比")
_OURS_ALL_ALONG = re.compile(r"(?:^|[。;!?\n])(?:这次|目前|现在)?(?:我们|我司|咱们?|我方)(?!客户)[^。;!?\n□]{0,24}$")
"""Our own terms are ours in the whole sentence that begins with us and names nobody else."""
_QUOTED = re.compile(
    r"(?<![跟给和对向□])(?:□+|客户|甲方|对方|他们?|她|那边|采购|老板|领导|技术|财务|厂长|业主)[^,。;]{0,6}"
    r"(?:说|觉得|嫌|反馈|表示|认为|抱怨|问|算),?[^,。;]{0,12}$"
)
"""Whose words follow: 我们 is then who is quoted, not us."""
_FUZZY = re.compile(r"试.{0,5}(?:用|跑)|(?:用|跑).{0,5}试")
_LITERAL = re.compile(r"下周安排|先试试|可以先部署|给个测试账号")
_MOVE = re.compile(r"报价|参数|对比")

HEARD = 0.5
"""How sure hearing must be where no pattern fires; fitted on messages held out."""

UNHEARD = {"价格敏感": 0.15, "技术质疑": 0.1, "要求降价": 0.06, "决策链异常": 0.1, "交期紧张": 0.07}
"""Below which chance hearing outvotes a pattern; fitted on messages held out."""

_SELF = re.compile(r"(?:^|[,。;])我(?!们?客户)[^,。;]{0,3}$")


class Signal(NamedTuple):
    """A signal that fired, with the words that fired it."""

    name: str
    start: int
    end: int
    sure: float = 0.85


def literal_trial(text: str) -> bool:
    """Return the keyword rule of F54: a fixed phrase, or 试 with 用/跑 within five characters on either side."""
    return bool(_LITERAL.search(text) or _FUZZY.search(text))


def literal_move(text: str) -> bool:
    """Return the keyword rule of F52: the customer said 报价, 参数 or 对比."""
    return bool(_MOVE.search(text))


def find_signals(plain: str, heard: Sequence[Heard] = (), *, rivals: Sequence[Span], customer: bool) -> list[Signal]:
    """Return the signals the customer gave, in the order of `SIGNALS`. What we say about ourselves never fires."""
    found: dict[str, Signal] = {}
    past = [match.span() for match in _PAST_SAMPLE.finditer(plain)]
    misses = [match.span() for match in _NEAR_MISS.finditer(plain)]
    happy = [match.span() for match in _HAPPY.finditer(plain)]
    said = {one.label: one.chance for one in heard}
    said["要求降价"] = max(said.get("要求降价", 1.0), said.get("价格敏感", 1.0))
    for name, pattern in _TRIGGER.items():
        doubted = said.get(name, 1.0) < UNHEARD.get(name, 0.0)
        matches = [] if doubted else pattern.finditer(plain)
        for match in (*matches, *(_SURE[name].finditer(plain) if name in _SURE else ())):
            if any(s < match.end() and match.start() < e for s, e in happy):
                continue
            if any((s <= match.start() and match.end() <= e + 1) or s < match.end() < e for s, e in misses):
                continue
            if name == "样品需求" and any(s < match.end() and match.start() < e for s, e in past):
                continue
            before = _ASKING.sub("□", plain[max(0, match.start() - 10) : match.start()])
            if not customer and name == "决策链异常" and _SELF.search(before + match[0][:2]):
                continue
            if (_NEGATE.search(before) and not match[0].startswith("不")) or (
                not customer
                and name != "决策链异常"
                and _OURS.search(before)
                and not _QUOTED.search(plain, max(0, match.start() - 40), match.start())
            ):
                continue
            if not customer and _OUR_TERMS.search(match[0]) and _ours_alone(plain[: match.start()]):
                continue
            found.setdefault(name, Signal(name, *match.span(), max(0.7, said.get(name, 0.0))))
            break
    for one in heard:
        if one.chance >= HEARD and one.label != "竞品提及":
            found.setdefault(one.label, Signal(one.label, one.start, one.end, one.chance))
    named = _RIVAL_WORD.search(plain)
    if named and not _NEGATE.search(plain[max(0, named.start() - 6) : named.start()]):
        found.setdefault("竞品提及", Signal("竞品提及", *named.span()))
    elif rivals:
        found.setdefault("竞品提及", Signal("竞品提及", rivals[0].start, rivals[0].end))
    if "要求降价" in found:
        cut = found["要求降价"]
        found.setdefault("价格敏感", Signal("价格敏感", cut.start, cut.end))
    return [found[name] for name in SIGNALS if name in found]


def _ours_alone(before: str) -> bool:
    """Tell whether we speak of ourselves from the beginning of the sentence on (我们报的是成本价,利润很薄)."""
    told = _OURS_ALL_ALONG.search(before)
    return told is not None and not compiled(r"客户|对方|甲方|他|她|[让嫌说要]").search(told[0])
