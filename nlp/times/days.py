"""Which days a date or a month means."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from nlp.numbers.money import han_value
from nlp.times.calendar_cn import FIXED, LUNAR, next_lunar

FESTIVALS = (*FIXED, *LUNAR, "清明节", "清明", "除夕", "年三十", "大年三十")
SHIFT = {"下下": 2, "下": 1, "上": -1, "上上": -2}


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of what was said, its grain, and whether it lies behind us."""

    first: date
    last: date
    grain: str = "day"
    past: bool = False
    weekday: int | None = None


def number(text: str) -> int:
    """Return the number written in digits or Chinese numerals; 几 and unknown give 3."""
    if text.isdigit():
        return int(text)
    if text == "半":
        return 0
    value = han_value(text.replace("廿", "二十").replace("几", ""))
    return int(value) if value else 3


def month_range(year: int, month: int) -> Days:
    """Return a whole month."""
    return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def add_months(day: date, months: int) -> date:
    """Return the same day some months on, clamped to the month's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def year_of(text: str | None, now: datetime) -> int | None:
    if not text:
        return None
    if text[:4].isdigit():
        return int(text[:4])
    return now.year + {"今年": 0, "明年": 1, "后年": 2, "去年": -1, "前年": -2}[text]


def safe_day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= calendar.monthrange(year, month)[1] else None


def _slice(whole: Days, part: str | None) -> Days:
    """Return the part of a month that 初, 中, 底 and the thirds name."""
    first, last = whole.first, whole.last
    ends = {
        "初": (1, 5),
        "上旬": (1, 10),
        "中旬": (11, 20),
        "中": (15, 15),
        "下旬": (21, last.day),
        "底": (last.day, last.day),
        "末": (last.day, last.day),
    }
    if not part:
        return whole
    start, end = ends[part]
    return replace(whole, first=first.replace(day=start), last=first.replace(day=end), grain="day")


def iso(match: re.Match[str]) -> Days | None:
    """Return a full date."""
    day = safe_day(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"]))
    return Days(day, day) if day else None


def lunar(match: re.Match[str], now: datetime) -> Days | None:
    """Return a date of the lunar calendar (正月十五, 大年初八)."""
    if match["ln"] or match["ln2"]:
        month, text = 1, match["ln"] or match["ln2"]
    else:
        month, text = (
            {"正": 1, "冬": 11, "腊": 12}.get(match["lm"]) or number(match["lm"]),
            match["ld"].removeprefix("初"),
        )
    day = next_lunar(month, number(text), now.date())
    return Days(day, day) if day else None


def month_day(year: str | None, month: str, day: str, now: datetime) -> Days | None:
    """Return 12月5日: this year unless it lies more than two months back."""
    wanted = number(month), number(day)
    known = year_of(year, now)
    if known is not None:
        found = safe_day(known, *wanted)
        return Days(found, found, past=found < now.date()) if found else None
    found = safe_day(now.year, *wanted) or safe_day(now.year + 1, *wanted)
    if found is None:
        return None
    if found < now.date():
        if (now.date() - found).days > 60:
            later = safe_day(found.year + 1, *wanted) or found
            return Days(later, later)
        return Days(found, found, past=True)
    return Days(found, found)


def month_part(year: str | None, month: str, part: str | None, now: datetime) -> Days | None:
    """Return a month or its beginning, middle or end; next year's when it is over."""
    known = year_of(year, now)
    wanted = number(month)
    if not 1 <= wanted <= 12:
        return None
    whole = month_range(known or now.year, wanted)
    if known is None and whole.last < now.date():
        whole = month_range(now.year + 1, wanted)
    found = _slice(whole, part)
    return replace(found, past=found.last < now.date())


def relative_month(word: str, day: str | None, part: str | None, now: datetime) -> Days | None:
    """Return 下个月, 下个月初, 本月15号."""
    shift = 1 if word == "次月" else SHIFT.get(word.replace("个", "").removesuffix("份").removesuffix("月"), 0)
    start = add_months(now.date().replace(day=1), shift)
    whole = month_range(start.year, start.month)
    if day:
        found = safe_day(start.year, start.month, number(day))
        return Days(found, found, past=found < now.date()) if found else None
    return replace(_slice(whole, part), past=shift < 0)


def month_edge(word: str, now: datetime) -> Days:
    """Return a bare 月底, 月初 or 月中: the next one to come."""
    here = now.date()
    found = _slice(month_range(here.year, here.month), word[1])
    if found.last < here:
        after = add_months(here.replace(day=1), 1)
        found = _slice(month_range(after.year, after.month), word[1])
    return found


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def day_of_month(text: str, now: datetime) -> Days | None:
    """Return a bare 15号: the next one to come."""
    wanted = number(text)
    for months in range(3):
        month = add_months(now.date().replace(day=1), months)
        found = safe_day(month.year, month.month, wanted)
        if found and found >= now.date():
            return Days(found, found)
    return None
