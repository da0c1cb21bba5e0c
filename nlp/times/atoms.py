"""The words that times are made of: days, parts of the day, clock readings, durations."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from nlp.patterns.stored import made
from nlp.times import dates, days, english, months, seasons, spans, weeks
from nlp.times.words import HINT, SCAN

PARTS: Final = {
    "凌晨": 1, "清晨": 8, "清早": 8, "早晨": 9, "早上": 9, "一早": 9, "上午": 9, "中午": 12, "午饭": 12, "正午": 12,
    "午后": 14, "下午": 14, "傍晚": 18, "晚上": 19, "夜里": 21, "晚间": 19, "下班": 18, "上班": 9, "morning": 9,
    "afternoon": 14,
    "evening": 19, "noon": 12, "tonight": 19, "AM": 9, "PM": 14, "EOD": 18,
}  # fmt: skip
_ALIKE: Final = {
    "清晨": "上午", "清早": "上午", "早晨": "上午", "早上": "上午", "一早": "上午", "morning": "上午",
    "正午": "中午", "午饭": "中午",
    "noon": "中午", "午后": "下午", "afternoon": "下午", "evening": "晚上", "夜里": "晚上", "晚间": "晚上",
    "AM": "上午", "PM": "下午",
    "tonight": "晚上",
}  # fmt: skip


class Atom(NamedTuple):
    """One word of time. `first`/`last` are days; `clock` an hour; `exact` a whole moment."""

    start: int
    end: int
    kind: str
    first: date | None = None
    last: date | None = None
    grain: str = "day"
    clock: time | None = None
    exact: datetime | None = None
    past: bool = False
    name: str = ""
    fixed: bool = False
    weekday: int | None = None
    vague: bool = False
    next_day: bool = False


_GIVEN: Final = made(r"(?<![A-Za-z])(?!On|By|This|Next|Last)[A-Z][a-z]+ $")


def find_atoms(plain: str, now: datetime) -> list[Atom]:
    """Return the words of time in order, each read against `now` (aware, Shanghai)."""
    if not HINT.search(plain):
        return []
    found: list[Atom] = []
    for name, match in SCAN.named(plain):
        read = _READERS[name](match, now)
        if read is not None and not (found and read.start < found[-1].end):
            found.append(read)
    return found


def _day(match: re.Match[str], read: days.Days | None) -> Atom | None:
    if read is None:
        return None
    return Atom(
        match.start(), match.end(), "day", read.first, read.last, read.grain, past=read.past, weekday=read.weekday
    )


def _part(match: re.Match[str], now: datetime) -> Atom | None:
    word = match[1]
    vague = word not in {"下班", "tonight"}
    name = _ALIKE.get(word, word)
    atom = Atom(match.start(), match.end(), "part", clock=time(PARTS[word]), name=name, vague=vague)
    if word == "tonight":
        return Atom(match.start(), match.end(), "day", now.date(), now.date(), clock=time(19), name="晚上")
    return atom


def _dayparts(match: re.Match[str], now: datetime) -> Atom:
    word = match["dp"]
    shift = {"今": 0, "当": 0, "明": 1, "后": 2, "昨": -1}[word[0]]
    day = now.date() + timedelta(days=shift)
    moment = datetime.combine(day, time(9 if word[1] == "早" else 19), now.tzinfo)
    clock = spans.clock_after(match.string, match.end(), late=word[1] != "早")
    end = match.end()
    if clock is not None:
        moment, end = datetime.combine(day, clock[0], now.tzinfo), clock[1]
    return Atom(match.start(), end, "exact", exact=moment, past=shift < 0)


def _clock(match: re.Match[str], now: datetime) -> Atom | None:
    read = spans.clock(match)
    if read is None:
        return None
    at, fixed, late = read
    return Atom(match.start(), match.end(), "clock", clock=at, fixed=fixed, next_day=late)


def _named(match: re.Match[str]) -> bool:
    """Tell whether Sun is somebody's name (Vicky Sun)."""
    return match["ew"] == "Sun" and bool(_GIVEN.search(match.string, max(0, match.start() - 14), match.start()))


_READERS: Final[dict[str, Callable[[re.Match[str], datetime], Atom | None]]] = {
    "recurring": lambda m, now: Atom(m.start(), m.end(), "recurring"),
    "iso": lambda m, now: _day(m, dates.iso(m)),
    "lunar": lambda m, now: _day(m, dates.lunar(m, now)),
    "monthday": lambda m, now: _day(m, dates.month_day(m["md_y"], m["md_m"], m["md_d"], now)),
    "monthpart": lambda m, now: _day(m, months.month_part(m["mp_y"], m["mp_m"], m["mp_p"], now)),
    "relmonth": lambda m, now: _day(m, months.relative_month(m["rm"], m["rm_d"], m["rm_p"], now)),
    "monthend": lambda m, now: _day(m, months.month_edge(m["me"], now)),
    "relweekday": lambda m, now: _day(m, weeks.relative_weekday(m["rw"], m["rw_d"], now)),
    "relweek": lambda m, now: _day(m, weeks.relative_week(m["rk"], m["rk_p"], now)),
    "weekday": lambda m, now: _day(m, weeks.weekday(m["wd"], now)),
    "relday": lambda m, now: _day(m, weeks.relative_day(m["rd"], now)),
    "dayparts": _dayparts,
    "quarter": lambda m, now: _day(m, seasons.quarter(m, now)),
    "halfyear": lambda m, now: _day(m, seasons.half_year(m["h_y"], m["h"], now)),
    "yearpart": lambda m, now: _day(m, seasons.year_part(m, now)),
    "festival": lambda m, now: _day(m, seasons.festival_days(m, now)),
    "shortdate": lambda m, now: _day(m, dates.month_day(None, m["sd_m"], m["sd_d"], now)),
    "dayofmonth": lambda m, now: _day(m, dates.day_of_month(m["dm"] or m["dm_s"] or m["dm_m"], now)),
    "span": lambda m, now: _moved(m, spans.after_span(m, now)),
    "passing": lambda m, now: _moved(m, spans.days_on(days.number(m["pa_n"]), m["pa_u"], False, False, now)),
    "halfspan": lambda m, now: _moved(m, spans.after_half(m["hs_u"], m["hs_t"], now)),
    "clock24": _clock,
    "clock": _clock,
    "clock_en": _clock,
    "now": lambda m, now: _day(m, days.Days(now.date(), now.date())),
    "part": _part,
    "en_part": _part,
    "span_en": lambda m, now: _moved(m, english.english_span(m, now)),
    "en_weekday": lambda m, now: None if _named(m) else _day(m, english.english_weekday(m["ew_r"], m["ew"], now)),
    "en_rel": lambda m, now: _day(m, english.english_relative(m["er"], now)),
    "en_month": lambda m, now: _day(m, english.english_month(m, now)),
}


def _moved(match: re.Match[str], read: days.Days | datetime | None) -> Atom | None:
    """Return a day or a whole moment, as a duration gives one or the other."""
    if isinstance(read, datetime):
        return Atom(match.start(), match.end(), "exact", exact=read, past=False)
    return _day(match, read)
