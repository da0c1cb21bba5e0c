"""Which days a word of the week means: 下周三, 周末, 大后天."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from nlp.times.days import SHIFT, Days, monday

_WEEKDAYS: Final = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5} | {
    str(n): n - 1 for n in range(1, 8)
}


def relative_weekday(word: str, day: str, now: datetime) -> Days:
    """Return 下周三 (next calendar week), 这周五."""
    shift = SHIFT.get(word.replace("个", ""), 0)
    wanted = _WEEKDAYS[day]
    found = monday(now.date()) + timedelta(weeks=shift, days=wanted)
    return Days(found, found, past=found < now.date(), weekday=wanted)


def relative_week(word: str, part: str | None, now: datetime) -> Days:
    """Return 下周, 下周初, 本周末."""
    shift = SHIFT.get(word.replace("个", ""), 0)
    start = monday(now.date()) + timedelta(weeks=shift)
    if part in {"中", "中旬"}:
        found = start + timedelta(days=2)
        return Days(found, found)
    if part == "末":
        return Days(start + timedelta(days=5), start + timedelta(days=6), past=shift < 0)
    if part == "底":
        found = start + timedelta(days=4)
        return Days(found, found)
    if part:
        return Days(start, start + timedelta(days=1))
    first = max(start, now.date()) if shift == 0 else start
    return Days(first, start + timedelta(days=6), "week", past=shift < 0)


def weekday(day: str, now: datetime) -> Days:
    """Return a bare 周X: the next one to come, never today."""
    wanted = _WEEKDAYS[day]
    found = now.date() + timedelta(days=(wanted - now.weekday() - 1) % 7 + 1)
    return Days(found, found + timedelta(days=1) if day == "末" else found, weekday=wanted)


def relative_day(word: str, now: datetime) -> Days:
    """Return 今天, 明天, 后天 and their kin."""
    shift = {"今": 0, "当": 0, "明": 1, "次": 1, "翌": 1, "昨": -1, "后": 2, "前": -2}.get(word[0], 0)
    shift = {"大后天": 3, "大前天": -3}.get(word, shift)
    found = now.date() + timedelta(days=shift)
    return Days(found, found, past=shift < 0)
