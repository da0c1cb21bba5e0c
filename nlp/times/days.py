"""Which days a date or a month means."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from nlp.numbers.numerals import han_value
from nlp.times.calendar_cn import FIXED, LUNAR

FESTIVALS: Final = (*FIXED, *LUNAR, "清明节", "清明", "除夕", "年三十", "大年三十")
SHIFT: Final = {"下下": 2, "下": 1, "上": -1, "上上": -2}


class Days(NamedTuple):
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


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
