"""Which day a date means: 2026-12-05, 12月5日, 正月十五, a bare 15号."""

from __future__ import annotations

import re
from datetime import datetime

from nlp.times.calendar_cn import next_lunar
from nlp.times.days import Days, add_months, number, safe_day, year_of


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


def day_of_month(text: str, now: datetime) -> Days | None:
    """Return a bare 15号: the next one to come."""
    wanted = number(text)
    for months in range(3):
        month = add_months(now.date().replace(day=1), months)
        found = safe_day(month.year, month.month, wanted)
        if found and found >= now.date():
            return Days(found, found)
    return None
