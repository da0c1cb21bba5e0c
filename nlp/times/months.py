"""Which days a month or a part of it means: 下个月初, 12月底, 月中."""

from __future__ import annotations

from datetime import datetime, timedelta

from nlp.times.days import SHIFT, Days, add_months, month_range, number, safe_day, year_of


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
    if part[0] == "第":
        monday = first + timedelta(days=7 * number(part[1]) - 7 - (first.weekday() if part[1] != "一" else 0))
        return whole._replace(first=monday, last=monday + timedelta(days=6 - monday.weekday()), grain="week")
    start, end = ends[part]
    return whole._replace(first=first.replace(day=start), last=first.replace(day=end), grain="day")


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
    return found._replace(past=found.last < now.date())


def relative_month(word: str, day: str | None, part: str | None, now: datetime) -> Days | None:
    """Return 下个月, 下个月初, 本月15号."""
    shift = 1 if word == "次月" else SHIFT.get(word.replace("个", "").removesuffix("份").removesuffix("月"), 0)
    start = add_months(now.date().replace(day=1), shift)
    whole = month_range(start.year, start.month)
    if day:
        found = safe_day(start.year, start.month, number(day))
        return Days(found, found, past=found < now.date()) if found else None
    return _slice(whole, part)._replace(past=shift < 0)


def month_edge(word: str, now: datetime) -> Days:
    """Return a bare 月底, 月初 or 月中: the next one to come."""
    here = now.date()
    found = _slice(month_range(here.year, here.month), word[1])
    if found.last < here:
        after = add_months(here.replace(day=1), 1)
        found = _slice(month_range(after.year, after.month), word[1])
    return found
