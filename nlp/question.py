"""A question about records in plain words (F91): which records, which filters, and the words nobody understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from nlp.lexicon import either, phrases, wordset
from nlp.normalize import normalize
from nlp.numbers.numerals import han_value
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made
from nlp.times.days import add_months, monday, month_range

_WHAT: Final = {
    "合同": "contracts", "线索": "leads", "商机": "leads", "客户": "accounts", "联系人": "contacts",
    "跟进": "follow_ups", "待办": "todos", "审批": "approvals", "报表": "reports",
}  # fmt: skip
_REGIONS: Final = "华东|华南|华北|华中|西南|西北|东北|华西"
_STAGES: Final = "初步接触|需求确认|方案沟通|报价中|已签约|已流失"
_PERIOD: Final = made(
    r"上个?月|本月|这个月|上周|本周|这周|今天|昨天|今年|去年|本季度|这个季度|上个?季度|近(\d+)天|最近(\d+)天"
)
_STATE: Final = made(
    r"未回款|已回款|未跟进|没跟进|没有跟进|未联系|没联系|没有联系|未开票|已开票|未签约|待审批|待分配|超期|到期|新增|休眠|即将到期"
)
_DAYS: Final = made(
    r"(超过?|大于|不足|少于|近|最近|>)?\s?(?<![上这本下\d])(\d+|[一二两三四五六七八九十]+|半(?=个月))\s?"
    r"(天|周|个?星期|个?礼拜|个月)(?:以上|多|(以?内))?"
)
_LENGTHS: Final = {"天": 1, "周": 7, "期": 7, "拜": 7, "月": 30}
_AMOUNT: Final = made(r"(?:金额)?(大于|超过?|高于|小于|低于|不到|>|<)\s?(\d+(?:\.\d+)?)\s?(万|元)?(?!天)")
_COUNT: Final = made(r"多少|几个|几家|几条|数量|总数|统计")
_NOISE: Final = made(phrases("question", "noise"))


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for. `filters` are shown to the person as they are; `unknown` words must be asked back."""

    what: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    count: bool = False
    unknown: tuple[str, ...] = ()


def read_question(text: str, now: datetime) -> Question:
    """Return the records and filters that a sentence asks for. Nothing is guessed: what is left over is `unknown`."""
    plain = normalize(text).plain
    rest = plain
    filters: dict[str, str] = {}

    def take(name: str, pattern: re.Pattern[str], value: str | None = None) -> re.Match[str] | None:
        nonlocal rest
        found = pattern.search(rest)
        if found:
            filters[name] = value or found[0]
            rest = rest[: found.start()] + " " + rest[found.end() :]
        return found

    days = take("days", _DAYS)
    if days:
        less = days[4] or days[1] in {"不足", "少于", "近", "最近"}
        filters["days"] = f"{'<' if less else '>'}{_number(days[2]) * _LENGTHS[days[3][-1]]:.0f}"
    amount = take("amount", _AMOUNT)
    if amount:
        value = float(amount[2]) * (10_000 if amount[3] == "万" else 1)
        filters["amount"] = ("<" if amount[1] in {"小于", "低于", "不到", "<"} else ">") + f"{value:.0f}"
    period = take("period", _PERIOD)
    if period:
        first, last = _period(period[0], now.date())
        filters["period"] = f"{first.isoformat()}/{last.isoformat()}"
    take("region", made(_REGIONS))
    take("stage", made(_STAGES))
    take("state", _STATE)
    take("city", made(either(wordset("places"))))
    kind = next((word for word in _WHAT if word in rest), "")
    rest = rest.replace(kind, " ") if kind else rest
    left = tuple(word for word in compiled(r"[\u4e00-\u9fffA-Za-z0-9]+").findall(_NOISE.sub(" ", rest)) if word)
    return Question(_WHAT.get(kind, ""), filters, bool(_COUNT.search(plain)), left)


def _number(said: str) -> float:
    """Return a number said in digits or characters; 半 is a half."""
    return float(said) if said.isdigit() else 0.5 if said == "半" else han_value(said) or 0.0


def _period(word: str, today: date) -> tuple[date, date]:
    """Return first and last day of a period."""
    number = compiled(r"\d+").search(word)
    if number:
        return today - timedelta(days=int(number[0])), today
    if "周" in word:
        start = monday(today) - timedelta(weeks=word.startswith("上"))
        return start, start + timedelta(days=6)
    if "季度" in word:
        start = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
        start = add_months(start, -3) if word.startswith("上") else start
        return start, add_months(start, 3) - timedelta(days=1)
    if "月" in word:
        start = add_months(today.replace(day=1), -1 if word.startswith("上") else 0)
        whole = month_range(start.year, start.month)
        return whole.first, whole.last
    if "年" in word:
        year = today.year - word.startswith("去")
        return date(year, 1, 1), date(year, 12, 31)
    day = today - timedelta(days=word == "昨天")
    return day, day
