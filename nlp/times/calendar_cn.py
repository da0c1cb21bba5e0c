"""Chinese festivals and lunar dates from the frozen table of 2019 to 2040."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final

from nlp.lexicon import lines

FIXED: Final = {
    "元旦": (1, 1, 1), "情人节": (2, 14, 1), "妇女节": (3, 8, 1), "三八节": (3, 8, 1), "植树节": (3, 12, 1),
    "五一": (5, 1, 5), "劳动节": (5, 1, 5), "五四": (5, 4, 1), "儿童节": (6, 1, 1), "六一": (6, 1, 1),
    "618": (6, 18, 1),
    "七一": (7, 1, 1), "八一": (8, 1, 1), "教师节": (9, 10, 1), "国庆节": (10, 1, 7), "国庆": (10, 1, 7),
    "十一假期": (10, 1, 7),
    "十一长假": (10, 1, 7), "黄金周": (10, 1, 7), "双十一": (11, 11, 1), "双11": (11, 11, 1),
    "双十二": (12, 12, 1), "双12": (12, 12, 1),
    "平安夜": (12, 24, 1), "圣诞节": (12, 25, 1), "圣诞": (12, 25, 1), "Christmas": (12, 25, 1),
}  # fmt: skip
"""Name → month, day, days of holiday."""
LUNAR: Final = {
    "春节": (1, 1, 7), "过年": (1, 1, 7), "大年初一": (1, 1, 1), "新年": (1, 1, 7), "元宵节": (1, 15, 1),
    "元宵": (1, 15, 1),
    "端午节": (5, 5, 1), "端午": (5, 5, 1), "七夕": (7, 7, 1), "中秋节": (8, 15, 1), "中秋": (8, 15, 1),
    "重阳节": (9, 9, 1),
    "重阳": (9, 9, 1), "腊八": (12, 8, 1), "小年": (12, 23, 1), "CNY": (1, 1, 7), "Chinese New Year": (1, 1, 7),
}  # fmt: skip


@cache
def _years() -> dict[int, tuple[date, int, str, date]]:
    table: dict[int, tuple[date, int, str, date]] = {}
    for line in lines("lunar"):
        year, first, leap, lengths, clear = line.split()
        table[int(year)] = (date.fromisoformat(first), int(leap), lengths, date.fromisoformat(clear))
    return table


def lunar_day(year: int, month: int, day: int) -> date | None:
    """Return the day of the common calendar for a day of the lunar year (never of a leap month), or None."""
    row = _years().get(year)
    if row is None or not 1 <= month <= 12 or not 1 <= day <= 30:
        return None
    first, leap, lengths, _ = row
    before = month - 1 + (1 if leap and month > leap else 0)
    days = sum(30 if bit == "1" else 29 for bit in lengths[:before])
    return first + timedelta(days=days + day - 1)


def festival(name: str, year: int) -> tuple[date, int] | None:
    """Return (first day, days of holiday) of a festival in a year of the common calendar, or None."""
    if name in FIXED:
        month, day, length = FIXED[name]
        return date(year, month, day), length
    if name in LUNAR:
        month, day, length = LUNAR[name]
        for lunar_year in (year, year - 1):
            found = lunar_day(lunar_year, month, day)
            if found and found.year == year:
                return found, length
        return None
    row = _years().get(year)
    if name in {"清明", "清明节"} and row:
        return row[3], 1
    if name in {"除夕", "年三十", "大年三十"} and row:
        return row[0] - timedelta(days=1), 1
    return None


def next_festival(name: str, today: date) -> tuple[date, int] | None:
    """Return the coming occurrence of a festival; one whose holiday still runs counts as coming."""
    for year in (today.year, today.year + 1):
        found = festival(name, year)
        if found and found[0] + timedelta(days=found[1] - 1) >= today:
            return found
    return None


def next_lunar(month: int, day: int, today: date) -> date | None:
    """Return the coming occurrence of a lunar date, or None outside the table."""
    for year in (today.year - 1, today.year, today.year + 1):
        found = lunar_day(year, month, day)
        if found and found >= today:
            return found
    return None
