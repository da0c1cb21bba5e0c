"""The eight signals of a customer, by meaning: a trigger, then vetoes for negation and look-alikes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from nlp.denials import NEGATE, is_denied, is_ours, is_spared, is_theirs, ours_alone, over, spared_in
from nlp.learned.heard import Heard
from nlp.lexicon import phrases
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made
from nlp.span import Span

SIGNALS: Final = ("试用意向", "价格敏感", "要求降价", "竞品提及", "交期紧张", "样品需求", "技术质疑", "决策链异常")

_TRIGGERS: Final[dict[str, str]] = {
    "试用意向": phrases("signals", "试用意向"),
    "要求降价": phrases("signals", "要求降价"),
    "价格敏感": phrases("signals", "价格敏感"),
    "样品需求": phrases("signals", "样品需求"),
    "交期紧张": phrases("signals", "交期紧张"),
    "技术质疑": phrases("signals", "技术质疑"),
    "决策链异常": phrases("signals", "决策链异常"),
}
_RIVAL_WORD: Final = Opened(phrases("signals", "rival_word"), re.I)
_PRICED: Final = ("价格敏感", "要求降价")
_DOUBTED: Final = ("试用意向", "样品需求", "价格敏感", "要求降价", "交期紧张", "技术质疑", "决策链异常")
_TRIGGER: Final = {name: Opened(pattern) for name, pattern in _TRIGGERS.items()}
_SURE: Final = {name: Opened(phrases("signals", f"sure {name}")) for name in _DOUBTED}
"""Words so plain that hearing cannot outvote them."""
_FUZZY: Final = made(r"试.{0,5}(?:用|跑)|(?:用|跑).{0,5}试")
_LITERAL: Final = made(r"下周安排|先试试|可以先部署|给个测试账号")
_MOVE: Final = made(r"报价|参数|对比")

_UNSAID: Final = made(r"怕(?:客户|对方|[他她]们?|□+)(?:嫌|说|觉得)|([^□])\1{5}")
"""What we fear that they may say: they have said nothing. Nor has who sends one character over and over."""

_BARE: Final = made(
    r"(?:问|那)?(?:单价|价格|日租|月租|租金|费用|税点)?(?:是|要)?(?:[一每]?[套台个件年月吨米平次])?(?:是|要)?多少钱?|给个[价数]"
    r"|(?:总价|总共|一共|批下来|合同额|预算|预算是|一[套台个件年月次条])?[零一二两三四五六七八九十百千万亿点半几\d.]{2,}[块元]?"
)
"""The price alone, or asking for it: neither sensitive to it nor bargaining."""
_LOST_FOR: Final = {"决策链异常": 0.9}
"""How sure hearing must be of what is as often the reason of a loss (环评没批,不买了), where a loss is told."""
UNDENIED: Final = 0.85
"""How sure hearing must be of what the words beside it deny."""
HEARD: Final = {
    "价格敏感": 0.75, "决策链异常": 0.7, "交期紧张": 0.55, "样品需求": 0.6, "技术质疑": 0.5, "竞品提及": 0.75,
    "试用意向": 0.35, "要求降价": 0.65,
}  # fmt: skip
"""How sure hearing must be where no pattern fires; fitted on sixteen files, each heard by what had not met it."""

UNHEARD: Final = {
    "试用意向": 0.02, "价格敏感": 0.06, "要求降价": 0.2, "交期紧张": 0.08, "样品需求": 0.02, "决策链异常": 0.25,
    "技术质疑": 0.04,
}  # fmt: skip
"""Below which chance hearing outvotes a pattern; fitted on the same."""

_SECOND: Final = ("试用意向", "价格敏感", "样品需求", "技术质疑", "决策链异常")
ACCOMPANIED: Final = 0.4
"""How sure hearing must be of these where it hears another better: messages seldom give two."""


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


def find_signals(
    plain: str, heard: Sequence[Heard] = (), *, rivals: Sequence[Span], customer: bool, lost: bool = False
) -> list[Signal]:
    """Return the signals the customer gave, in the order of `SIGNALS`. What we say about ourselves never fires.

    `lost` tells that the deal is over.
    """
    least = _LOST_FOR if lost else {}
    found: dict[str, Signal] = {}
    spared = spared_in(plain)
    denied: dict[str, tuple[int, int]] = {}
    ours, plainly = list[str](), list[str]()
    said = {one.label: one.chance for one in heard}
    said["要求降价"] = max(said.get("要求降价", 1.0), said.get("价格敏感", 1.0))
    for name, pattern in _TRIGGER.items():
        doubted = said.get(name, 1.0) < least.get(name, UNHEARD.get(name, 0.0))
        sure = _SURE[name].finditer(plain) if name in _SURE else ()
        for match in (*(() if doubted else pattern.finditer(plain)), *sure):
            if is_spared(spared, name, match):
                continue
            if not customer and is_ours(plain, name, match):
                ours += [name] if ours_alone(plain[: match.start()]) else []
                continue
            if is_denied(plain, match, customer=customer):
                denied[name] = match.span()
                continue
            if name == "技术质疑" and is_theirs(plain, rivals, match.end(), customer=customer):
                continue
            found.setdefault(name, Signal(name, *match.span(), max(0.7, said.get(name, 0.0))))
            break
        plainly += [name] if sure and name in found else []
    for one in heard:
        if one.label in ours or (one.label in _PRICED and _BARE.fullmatch(plain, one.start, one.end)):
            continue
        if one.chance < least.get(one.label, HEARD[one.label]) or _UNSAID.search(plain, one.start, one.end):
            continue
        unsaid = [*spared.happy, *([denied[one.label]] if one.label in denied else [])]
        theirs = one.label == "技术质疑" and is_theirs(plain, rivals, one.end, customer=customer)
        if not theirs and (one.chance >= UNDENIED or not over(unsaid, one.start, one.end)):
            found.setdefault(one.label, Signal(one.label, one.start, one.end, one.chance))
    _drop_faint(found, said, plainly)
    named = _RIVAL_WORD.search(plain)
    if named and not NEGATE.search(plain[max(0, named.start() - 6) : named.start()]):
        found.setdefault("竞品提及", Signal("竞品提及", *named.span()))
    elif rivals:
        found.setdefault("竞品提及", Signal("竞品提及", rivals[0].start, rivals[0].end))
    if "要求降价" in found:
        cut = found["要求降价"]
        found.setdefault("价格敏感", Signal("价格敏感", cut.start, cut.end))
    return [found[name] for name in SIGNALS if name in found]


def _drop_faint(found: dict[str, Signal], said: dict[str, float], plainly: list[str]) -> None:
    """Take out a signal that only a pattern gave, where hearing holds for another than a rival."""
    pair = set(_PRICED)
    for name in _SECOND if len(found) > 1 else ():
        chance = said.get(name, 1.0)
        if name in found and name not in plainly and chance < ACCOMPANIED:
            others = [
                said.get(other, 0.0) for other in found if other not in {name, "竞品提及"} and {other, name} != pair
            ]
            if max(others, default=0.0) > chance:
                del found[name]
