"""Which days a quarter, a part of the year or a festival means."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from nlp.times.calendar_cn import next_festival
from nlp.times.days import Days, add_months, number, year_of


def quarter(match: re.Match[str], now: datetime) -> Days:
    """Return a quarter: the named one still to come, or relative to this one."""
    this = (now.month - 1) // 3
    if match["q_r"]:
        index = now.year * 4 + this + {"下": 1, "上": -1}.get(match["q_r"][0], 0)
    else:
        wanted = number(match["q_n"] or match["q_e"]) - 1
        year = year_of(match["q_y"], now) or (now.year if wanted >= this else now.year + 1)
        index = year * 4 + wanted
    first = date(index // 4, index % 4 * 3 + 1, 1)
    last = add_months(first, 3) - timedelta(days=1)
    if match["q_p"] in {"末", "底"}:
        return Days(last, last)
    return Days(first, last, "quarter", past=last < now.date())


def half_year(year: str | None, word: str, now: datetime) -> Days:
    """Return 上半年 or 下半年."""
    at = year_of(year, now) or now.year
    if word[0] == "上":
        at += 1 if year is None and now.month > 6 else 0
        return Days(date(at, 1, 1), date(at, 6, 30), "quarter")
    return Days(date(at, 7, 1), date(at, 12, 31), "quarter")


def year_part(match: re.Match[str], now: datetime) -> Days | None:
    """Return 年底, 明年初, 年前 (before the Spring Festival), 年后."""
    if match["y_n"]:
        at = year_of(match["y_n"], now) or now.year
        return Days(date(at, 1, 1), date(at, 12, 31), "year", past=at < now.year)
    part = match["y_p"] or match["y_z"]
    at = now.year + 1 if match["y_z"] else year_of(match["y_y"], now) or now.year
    if part in {"年前", "年后", "年关"}:
        found = next_festival("春节", now.date())
        if found is None:
            return None
        start = found[0]
        if part == "年后":
            return Days(start + timedelta(days=7), start + timedelta(days=7))
        return Days(start - timedelta(days=1), start - timedelta(days=1))
    if part[-1] in "底末":
        return Days(date(at, 12, 31), date(at, 12, 31))
    if part[-1] == "中":
        return Days(date(at, 6, 30), date(at, 6, 30))
    at += 1 if match["y_y"] is None and match["y_z"] is None and now.month > 1 else 0
    return Days(date(at, 1, 1), date(at, 1, 10))


def festival_days(match: re.Match[str], now: datetime) -> Days | None:
    """Return a festival to come; 节前 and 节后 mean the nearest long holiday."""
    if match["f_j"]:
        spring = next_festival("春节", now.date())
        october = next_festival("国庆", now.date())
        near = min((found for found in (spring, october, next_festival("五一", now.date())) if found), default=None)
        if match["f_j"] in {"过完年", "开年", "年后"}:
            near = spring
        if near is None:
            return None
        day = near[0] - timedelta(days=1) if match["f_j"] == "节前" else near[0] + timedelta(days=near[1])
        return Days(day, day)
    found = next_festival(match["f"], now.date())
    if found is None:
        return None
    return Days(found[0], found[0] + timedelta(days=found[1] - 1), "festival")
