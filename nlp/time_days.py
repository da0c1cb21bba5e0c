"""Which days a word of time means: months, weeks, quarters, festivals, durations."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from nlp.calendar_cn import FIXED, LUNAR, next_festival, next_lunar
from nlp.money import han_value

FESTIVALS = (*FIXED, *LUNAR, "清明节", "清明", "除夕", "年三十", "大年三十")
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5} | {
    str(n): n - 1 for n in range(1, 8)
}
_SHIFT = {"下下": 2, "下": 1, "上": -1, "上上": -2}


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


def _year(text: str | None, now: datetime) -> int | None:
    if not text:
        return None
    if text[:4].isdigit():
        return int(text[:4])
    return now.year + {"今年": 0, "明年": 1, "后年": 2, "去年": -1, "前年": -2}[text]


def _safe(year: int, month: int, day: int) -> date | None:
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
    day = _safe(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"]))
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
    known = _year(year, now)
    if known is not None:
        found = _safe(known, *wanted)
        return Days(found, found, past=found < now.date()) if found else None
    found = _safe(now.year, *wanted) or _safe(now.year + 1, *wanted)
    if found is None:
        return None
    if found < now.date():
        if (now.date() - found).days > 60:
            later = _safe(found.year + 1, *wanted) or found
            return Days(later, later)
        return Days(found, found, past=True)
    return Days(found, found)


def month_part(year: str | None, month: str, part: str | None, now: datetime) -> Days | None:
    """Return a month or its beginning, middle or end; next year's when it is over."""
    known = _year(year, now)
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
    shift = 1 if word == "次月" else _SHIFT.get(word.replace("个", "").removesuffix("份").removesuffix("月"), 0)
    start = add_months(now.date().replace(day=1), shift)
    whole = month_range(start.year, start.month)
    if day:
        found = _safe(start.year, start.month, number(day))
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


def relative_weekday(word: str, day: str, now: datetime) -> Days:
    """Return 下周三 (next calendar week), 这周五."""
    shift = _SHIFT.get(word.replace("个", ""), 0)
    wanted = _WEEKDAYS[day]
    found = monday(now.date()) + timedelta(weeks=shift, days=wanted)
    return Days(found, found, past=found < now.date(), weekday=wanted)


def relative_week(word: str, part: str | None, now: datetime) -> Days:
    """Return 下周, 下周初, 本周末."""
    shift = _SHIFT.get(word.replace("个", ""), 0)
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


def quarter(match: re.Match[str], now: datetime) -> Days:
    """Return a quarter: the named one still to come, or relative to this one."""
    this = (now.month - 1) // 3
    if match["q_r"]:
        index = now.year * 4 + this + {"下": 1, "上": -1}.get(match["q_r"][0], 0)
    else:
        wanted = number(match["q_n"] or match["q_e"]) - 1
        year = _year(match["q_y"], now) or (now.year if wanted >= this else now.year + 1)
        index = year * 4 + wanted
    first = date(index // 4, index % 4 * 3 + 1, 1)
    last = add_months(first, 3) - timedelta(days=1)
    if match["q_p"] in {"末", "底"}:
        return Days(last, last)
    return Days(first, last, "quarter", past=last < now.date())


def half_year(year: str | None, word: str, now: datetime) -> Days:
    """Return 上半年 or 下半年."""
    at = _year(year, now) or now.year
    if word[0] == "上":
        at += 1 if year is None and now.month > 6 else 0
        return Days(date(at, 1, 1), date(at, 6, 30), "quarter")
    return Days(date(at, 7, 1), date(at, 12, 31), "quarter")


def year_part(match: re.Match[str], now: datetime) -> Days | None:
    """Return 年底, 明年初, 年前 (before the Spring Festival), 年后."""
    if match["y_n"]:
        at = _year(match["y_n"], now) or now.year
        return Days(date(at, 1, 1), date(at, 12, 31), "year", past=at < now.year)
    part = match["y_p"] or match["y_z"]
    at = now.year + 1 if match["y_z"] else _year(match["y_y"], now) or now.year
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


def day_of_month(text: str, now: datetime) -> Days | None:
    """Return a bare 15号: the next one to come."""
    wanted = number(text)
    for months in range(3):
        month = add_months(now.date().replace(day=1), months)
        found = _safe(month.year, month.month, wanted)
        if found and found >= now.date():
            return Days(found, found)
    return None


def _working(day: date, count: int) -> date:
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def after_span(match: re.Match[str], now: datetime) -> Days | datetime | None:
    """Return what 三天后, 两周内, 10分钟后 mean; 三天前 is past."""
    text = re.split(r"[-到~]", match["sp_n"])[-1]
    count: float = number(text) if text != "半" else 0.5
    if match["sp_h"] or match["sp_m"]:
        count += 0.5
    tail, unit = match["sp_t"], match["sp_u"]
    back = tail.endswith("前") and "之内" not in tail
    if unit in {"小时", "钟头", "分钟"}:
        if back:
            return Days(now.date(), now.date(), past=True)
        return (now + timedelta(minutes=count * (1 if unit == "分钟" else 60))).replace(second=0, microsecond=0)
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
    match = re.compile(
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
    fields = match.groupdict()
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
