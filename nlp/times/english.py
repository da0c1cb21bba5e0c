"""Which days English words of time mean."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from typing import Final

from nlp.times.dates import month_day
from nlp.times.days import Days, add_months, monday
from nlp.times.months import month_edge, month_part, relative_month
from nlp.times.spans import days_on
from nlp.times.weeks import relative_week

_ENGLISH_DAYS: Final = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_ENGLISH_MONTHS: Final = {name.lower(): at for at, name in enumerate(calendar.month_abbr) if name}
_ENGLISH_NUMBERS: Final = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
    "a couple of": 2,
}


def english_span(match: re.Match[str], now: datetime) -> Days | datetime:
    """Return what in 3 days, within two weeks, 2 weeks later mean."""
    text = (match["es_n"] or match["el_n"]).lower()
    unit = (match["es_u"] or match["el_u"]).lower()
    count = int(text) if text.isdigit() else _ENGLISH_NUMBERS[text]
    if unit.startswith(("h", "min")):
        return (now + timedelta(minutes=count * (1 if unit.startswith("min") else 60))).replace(second=0, microsecond=0)
    chinese = "工作日" if "ing" in unit or "business" in unit else {"d": "天", "w": "周", "m": "月"}[unit[0]]
    return days_on(count, chinese, False, True, now)


def english_weekday(relation: str | None, day: str, now: datetime) -> Days:
    """Return next Tuesday (next calendar week), Friday (the next one to come)."""
    wanted = _ENGLISH_DAYS[day[:3].lower()]
    relation = (relation or "").lower()
    if relation in {"next", "last", "this"}:
        shift = {"next": 1, "last": -1, "this": 0}[relation]
        found = monday(now.date()) + timedelta(weeks=shift, days=wanted)
        return Days(found, found, past=found < now.date(), weekday=wanted)
    found = now.date() + timedelta(days=(wanted - now.weekday() - 1) % 7 + 1)
    return Days(found, found, weekday=wanted)


def english_relative(word: str, now: datetime) -> Days:
    """Return tomorrow, next week, end of month and their kin."""
    word = word.lower().replace("the ", "")
    here = now.date()
    if word in {"today", "tomorrow", "yesterday", "day after tomorrow", "eod"}:
        found = here + timedelta(days={"tomorrow": 1, "yesterday": -1, "day after tomorrow": 2}.get(word, 0))
        return Days(found, found, past=word == "yesterday")
    if word in {"next week", "this week", "last week"}:
        return relative_week({"n": "下", "t": "这", "l": "上"}[word[0]], None, now)
    if word in {"eow", "end of week", "end of this week", "end of next week"}:
        return relative_week("下" if "next" in word else "这", "底", now)
    if word in {"eoy", "year end", "end of year", "end of this year"}:
        return Days(date(here.year, 12, 31), date(here.year, 12, 31))
    if word in {"eoq", "quarter end", "end of quarter", "end of this quarter"}:
        last = add_months(date(here.year, (here.month - 1) // 3 * 3 + 1, 1), 3) - timedelta(days=1)
        return Days(last, last)
    if word in {"next month", "this month", "last month", "end of next month"}:
        return relative_month(
            {"n": "下月", "t": "本月", "l": "上月", "e": "下月"}[word[0]], None, "底" if word[0] == "e" else None, now
        ) or Days(here, here)
    if word == "next year":
        return Days(date(here.year + 1, 1, 1), date(here.year + 1, 12, 31), "year")
    if word.endswith("quarter"):
        first = date(here.year, (here.month - 1) // 3 * 3 + 1, 1)
        first = add_months(first, 3) if word[0] == "n" else first
        return Days(first, add_months(first, 3) - timedelta(days=1), "quarter")
    return month_edge("月底", now)


def english_month(match: re.Match[str], now: datetime) -> Days | None:
    """Return Nov 25, 25 Nov, or a month alone."""
    name = match["em"] or match["em2"] or match["em3"]
    month = str(_ENGLISH_MONTHS[name[:3].lower()])
    day = match["em_d"] or match["em2_d"]
    return month_day(None, month, day, now) if day else month_part(None, month, None, now)
