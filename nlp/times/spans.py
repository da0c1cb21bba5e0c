"""What a span from now (三天后, 两周内) and a clock reading mean."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Final

from nlp.patterns.kept import compiled
from nlp.patterns.stored import made
from nlp.times.days import Days, add_months, number

_MINUTES: Final = {"小时": 60, "钟头": 60, "分钟": 1, "刻钟": 15}


def _working(day: date, count: int) -> date:
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def after_span(match: re.Match[str], now: datetime) -> Days | datetime | None:
    """Return what 三天后, 两周内, 10分钟后 mean; 三天前 is past."""
    text = compiled(r"[-到~]").split(match["sp_n"])[-1]
    count: float = number(text) if text != "半" else 0.5
    if match["sp_h"] or match["sp_m"]:
        count += 0.5
    tail, unit = match["sp_t"], match["sp_u"]
    back = tail.endswith("前") and "之内" not in tail
    if unit in _MINUTES:
        if back:
            return Days(now.date(), now.date(), past=True)
        return (now + timedelta(minutes=count * _MINUTES[unit])).replace(second=0, microsecond=0)
    return days_on(count, unit, back, tail.endswith("内"), now)


def days_on(count: float, unit: str, back: bool, within: bool, now: datetime) -> Days:
    here = now.date()
    sign = -1 if back else 1
    if unit == "工作日":
        found = _working(here, int(count))
    elif unit in {"月", "季度", "年"}:
        months = {"月": 1, "季度": 3, "年": 12}[unit]
        found = add_months(here, sign * int(count) * months)
        if count % 1:
            found += timedelta(days=sign * 15) if months == 1 else timedelta(0)
            found = found if months == 1 else add_months(found, sign * months // 2)
    else:
        per = 7 if unit in {"周", "星期", "礼拜"} else 1
        found = here + timedelta(days=sign * int(count * per))
    return Days(found, found, "day" if not within else "duration", past=back)


def after_half(unit: str, tail: str, now: datetime) -> Days | datetime:
    """Return what 半小时后, 半个月内, 半年后 mean."""
    if tail.endswith("前"):
        return Days(now.date(), now.date(), past=True)
    if unit[-1] in "时头":
        return (now + timedelta(minutes=30)).replace(second=0, microsecond=0)
    if unit == "天":
        return (now + timedelta(hours=4)).replace(second=0, microsecond=0)
    found = now.date() + timedelta(days=15) if unit.endswith("月") else add_months(now.date(), 6)
    return Days(found, found)


def clock_after(text: str, at: int, *, late: bool) -> tuple[time, int] | None:
    """Return (hour, end) of a clock reading right after 今晚 or 明早."""
    match = made(
        r"\s?(\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点|:)(半|[0-5]\d|[二三四五]?十[一二三四五六七八九]?)?分?"
    ).match(text, at)
    if match is None:
        return None
    hour = number(match[1])
    minute = 30 if match[2] == "半" else number(match[2]) if match[2] else 0
    if hour > 24 or minute > 59:
        return None
    return time((hour + 12 if late and hour < 12 else hour) % 24, minute), match.end()


def clock(match: re.Match[str]) -> tuple[time, bool, bool] | None:
    """Return (hour, said on 24 hours, midnight of the next day) of 15:00, 三点半, 3pm; None when it is no hour."""
    fields = defaultdict(str, match.groupdict())
    half = (fields["c_ap"] or fields["e_ap"] or "").replace(".", "").lower()
    hour = (
        int(fields["c_h"] or fields["e_h"] or fields["e_o"] or 0)
        if not fields["k_h"]
        else number(fields["k_h"].replace("零", ""))
        if fields["k_h"] != "零"
        else 0
    )
    minute = int(fields["c_m"] or 0)
    if fields["k_x"]:
        minute = {"半": 30, "一刻": 15, "三刻": 45, "整": 0}.get(fields["k_x"], -1)
        if minute < 0:
            minute = number(fields["k_m"].lstrip("零〇")) if fields["k_m"] else 0
    if hour > 24 or minute > 59:
        return None
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    fixed = bool(half) or bool(fields["c_h"] and (fields["c_h"].startswith("0") or int(fields["c_h"]) > 6))
    return time(hour % 24, minute), fixed, hour == 24
