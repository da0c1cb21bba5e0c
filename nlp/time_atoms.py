"""The words that times are made of: days, parts of the day, clock readings, durations."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from nlp import time_days as days

_N = r"(?:\d{1,3}|[零一二两三四五六七八九十百半]{1,4}|几)"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
_WD = r"[一二三四五六日天末1-7](?![\d个天点])"
_HOUR = r"(?:2[0-4]|1\d|0?\d|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_MIN = r"(?:[0-5]\d|[二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九])"
_EN_DAY = r"(?:Mon(?:day)?|Tue(?:s|sday)?|Wed(?:nesday)?|Thu(?:r|rs|rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"
_EN_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t|tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_FEST = "|".join(sorted(days.FESTIVALS, key=len, reverse=True))

PARTS = {
    "凌晨": 1, "清晨": 8, "清早": 8, "早晨": 9, "早上": 9, "一早": 9, "上午": 9, "中午": 12, "午饭": 12, "正午": 12,
    "午后": 14, "下午": 14, "傍晚": 18, "晚上": 19, "夜里": 21, "晚间": 19, "下班": 18, "上班": 9, "morning": 9, "afternoon": 14,
    "evening": 19, "noon": 12, "tonight": 19, "AM": 9, "PM": 14, "EOD": 18,
}  # fmt: skip
_ALIKE = {
    "清晨": "上午", "清早": "上午", "早晨": "上午", "早上": "上午", "一早": "上午", "morning": "上午", "正午": "中午", "午饭": "中午",
    "noon": "中午", "午后": "下午", "afternoon": "下午", "evening": "晚上", "夜里": "晚上", "晚间": "晚上", "AM": "上午", "PM": "下午",
    "tonight": "晚上",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Atom:
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


_PATTERNS: tuple[tuple[str, str], ...] = (
    ("recurring", r"每(?:个)?(?:周|星期|礼拜|月|天|日|年|季度?|逢)(?:[一二三四五六日天末]|\d{1,2}[号日])?"),
    ("iso", r"(?<!\d)(?P<iso_y>20\d\d)\s?[-/.年]\s?(?P<iso_m>1[0-2]|0?[1-9])\s?[-/.月]\s?(?P<iso_d>3[01]|[12]\d|0?[1-9])(?!\d)[号日]?"),
    ("lunar", rf"(?:农历|阴历)?(?P<lm>正|冬|腊|{_MONTH})月(?P<ld>初[一二三四五六七八九十]|十[一二三四五六七八九]|二十[一二三四五六七八九]?|廿[一二三四五六七八九])(?![号日])|大年初(?P<ln>[一二三四五六七八九十])|年初(?P<ln2>[六七八九十])"),
    ("monthday", rf"(?:(?P<md_y>今年|明年|后年|去年|20\d\d年))?(?P<md_m>{_MONTH})月份?(?:的)?(?P<md_d>{_DAY})[号日]?(?![\d个天万])"),
    ("monthpart", rf"(?:(?P<mp_y>今年|明年|后年|去年|20\d\d年))?(?P<mp_m>{_MONTH})月份?(?:的)?(?P<mp_p>初|上旬|中旬|下旬|中|底|末)?(?![饼球])"),
    ("relmonth", rf"(?P<rm>下下个?月|下个?月份?|上上个?月|上个?月|这个月|本月|当月|次月)(?:的)?(?:(?P<rm_d>{_DAY})[号日]|(?P<rm_p>初|上旬|中旬|下旬|中|底|末))?"),
    ("monthend", r"(?<![一二三四五六七八九十\d个])(?P<me>月底|月末|月初|月中)"),
    ("relweekday", rf"(?P<rw>下下|上上|下个?|上个?|这个?|本)(?:周|星期|礼拜)(?P<rw_d>{_WD})"),
    ("relweek", r"(?P<rk>下下|上上|下个?|上个?|这个?|本)(?:周|星期|礼拜)(?!年)(?P<rk_p>初|中旬|中(?!心)|末|底|前半周)?"),
    ("weekday", rf"(?:周|星期|礼拜)(?P<wd>{_WD})"),
    ("relday", r"(?P<rd>大后天|大前天|后天|前天|明天|明日|明儿|昨天|昨日|昨儿|今天|今日|今儿|当日|次日|翌日)(?!起)"),
    ("dayparts", r"(?P<dp>今早|今晚|明早|明晚|后晚|昨晚|昨早|今夜|当晚)(?:上)?"),
    ("quarter", r"(?:(?P<q_y>今年|明年|去年))?(?:的)?(?:第?(?P<q_n>[一二三四1-4])季度?(?:度)?|[Qq](?P<q_e>[1-4])(?!\d)|(?P<q_r>下个?季度|这个季度|本季度|上个?季度))(?P<q_p>初|中|末|底)?"),
    ("halfyear", r"(?:(?P<h_y>今年|明年|去年))?(?P<h>上半年|下半年)"),
    ("yearpart", r"(?:(?P<y_y>今年|明年|后年|去年))?(?P<y_p>年底|年末|年初|年中|年前|年后|年关)|(?P<y_z>明年初|明年底|明年中)|(?P<y_n>明年|后年|去年|前年)"),
    ("festival", rf"(?:(?P<f_y>今年|明年))?(?P<f>{_FEST})(?:假期|放假|长假|期间)?|(?P<f_j>节前|节后|过完年|开年|年后)"),
    ("shortdate", r"(?<![\d.\-/])(?P<sd_m>1[0-2]|0?[1-9])[./](?P<sd_d>3[01]|[12]\d|0?[1-9])(?:[号日])?(?![\d.\-/%万亿wWkK元个台套米倍版折寸吋]|\s?[万亿元倍米])"),
    ("dayofmonth", rf"(?<![\d月])(?P<dm>3[01]|[12]\d|[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?)[号](?!楼|线|门|机|馆|厅|车|店|院|位|仓|库|码|段|厂|柜|桌|房|展)"),
    ("span", rf"(?P<sp_n>{_N}|\d{{1,2}}[-到~]\d{{1,2}})\s?(?P<sp_h>个?半)?个?(?P<sp_u>工作日|自然日|天|日|周|星期|礼拜|月|季度|年|小时|钟头|分钟)(?P<sp_m>半)?(?P<sp_t>(?:左右|时间)?(?:之内|以内|之后|以后|过后|之前|以前|内|后|前))"),
    ("halfspan", r"半(?P<hs_u>个?小时|个?钟头|天|个月|年)(?P<hs_t>(?:之内|以内|之后|以后|内|后|前|之前))"),
    ("clock24", r"(?<![\d:])(?P<c_h>2[0-4]|1\d|0?\d):(?P<c_m>[0-5]\d)(?::[0-5]\d)?(?!\d)\s?(?P<c_ap>[aApP]\.?[mM]\.?)?"),
    ("clock", rf"(?<![\d.第])(?P<k_h>{_HOUR})\s?(?:点钟?|點|时(?!间|候|段))(?P<k_x>半|一刻|三刻|整|(?P<k_m>{_MIN})分?)?(?!击|名|评|位|赞|火|餐|[0-9个万几多]|子)"),
    ("clock_en", r"(?<![\d.:])(?P<e_h>1[0-2]|0?[1-9])\s?(?P<e_ap>[aApP]\.?[mM])(?![A-Za-z])|(?<![\d.])(?P<e_o>1[0-2]|[1-9])\s?o'?clock"),
    ("now", r"(?P<nw>马上|立刻|现在就|一会儿?|待会儿?|稍后)(?=[^,。;]{0,2}(?:给|打|发|回|去|过|联系))"),
    ("part", r"(?P<pt>凌晨|清晨|清早|早晨|早上|一早|上午|中午|午饭|正午|午后|下午|傍晚|晚上|夜里|晚间|下班|上班(?=前)|tonight)"),
    ("span_en", r"(?ai:\b(?:in|within)\s(?P<es_n>\d{1,2}|a|one|two|three|four|five|six|seven|ten|a couple of)\s(?P<es_u>working days?|business days?|days?|weeks?|months?|hours?|hrs?|minutes?|mins?)\b)|(?ai:\b(?P<el_n>\d{1,2}|one|two|three|four)\s(?P<el_u>days?|weeks?|months?)\slater\b)"),
    ("en_weekday", rf"(?ai:\b(?:(?P<ew_r>next|this|last|coming)\s)?(?P<ew>{_EN_DAY})\b)\.?"),
    ("en_rel", r"(?ai:\b(?P<er>day after tomorrow|tomorrow|today|yesterday|next week|this week|last week|next month|this month|last month|next quarter|this quarter|next year|end of (?:the |this )?month|end of (?:the |this )?week|end of (?:the |this )?year|end of next month|end of next week|month end|year end|EOM|EOW|EOY|EOD)\b)"),
    ("en_month", rf"(?ai:\b(?P<em>{_EN_MONTH})\.?\s(?P<em_d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?!\s?:))|(?ai:\b(?P<em2_d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s(?:of\s)?(?P<em2>{_EN_MONTH})\b)|(?ai:\b(?:early|mid|late|in|by|end of)[ -](?P<em3>{_EN_MONTH})\b)"),
    ("en_part", r"(?P<ep>(?<![A-Za-z])(?:morning|afternoon|evening|noon)(?![A-Za-z]))"),
)  # fmt: skip
_SCAN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS))
_HINT = re.compile(r"[\d周天月年日号点点时季节早晚午旬班假农除拜圣元国春中端清双五]|[A-Za-z]{3}|内|后|前|过年|马上|立刻|一会|待会|稍后")


def find_atoms(plain: str, now: datetime) -> list[Atom]:
    """Return the words of time in order, each read against `now` (aware, Shanghai)."""
    if not _HINT.search(plain):
        return []
    found: list[Atom] = []
    for match in _SCAN.finditer(plain):
        read = _READERS[match.lastgroup or ""](match, now) if match.lastgroup in _READERS else _read(match, now)
        if read is not None and not (found and read.start < found[-1].end):
            found.append(read)
    return found


def _read(match: re.Match[str], now: datetime) -> Atom | None:
    name = next(name for name, _ in _PATTERNS if match[name] is not None)
    return _READERS[name](match, now)


def _day(match: re.Match[str], read: days.Days | None) -> Atom | None:
    if read is None:
        return None
    return Atom(match.start(), match.end(), "day", read.first, read.last, read.grain, past=read.past, weekday=read.weekday)


def _part(match: re.Match[str], now: datetime) -> Atom | None:
    word = match["pt"] or match["ep"]
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
    clock = days.clock_after(match.string, match.end(), late=word[1] != "早")
    end = match.end()
    if clock is not None:
        moment, end = datetime.combine(day, clock[0], now.tzinfo), clock[1]
    return Atom(match.start(), end, "exact", exact=moment, past=shift < 0)


def _clock(match: re.Match[str], now: datetime) -> Atom | None:
    return days.clock_atom(match, Atom)


_READERS: dict[str, Callable[[re.Match[str], datetime], Atom | None]] = {
    "recurring": lambda m, now: Atom(m.start(), m.end(), "recurring"),
    "iso": lambda m, now: _day(m, days.iso(m)),
    "lunar": lambda m, now: _day(m, days.lunar(m, now)),
    "monthday": lambda m, now: _day(m, days.month_day(m["md_y"], m["md_m"], m["md_d"], now)),
    "monthpart": lambda m, now: _day(m, days.month_part(m["mp_y"], m["mp_m"], m["mp_p"], now)),
    "relmonth": lambda m, now: _day(m, days.relative_month(m["rm"], m["rm_d"], m["rm_p"], now)),
    "monthend": lambda m, now: _day(m, days.month_edge(m["me"], now)),
    "relweekday": lambda m, now: _day(m, days.relative_weekday(m["rw"], m["rw_d"], now)),
    "relweek": lambda m, now: _day(m, days.relative_week(m["rk"], m["rk_p"], now)),
    "weekday": lambda m, now: _day(m, days.weekday(m["wd"], now)),
    "relday": lambda m, now: _day(m, days.relative_day(m["rd"], now)),
    "dayparts": _dayparts,
    "quarter": lambda m, now: _day(m, days.quarter(m, now)),
    "halfyear": lambda m, now: _day(m, days.half_year(m["h_y"], m["h"], now)),
    "yearpart": lambda m, now: _day(m, days.year_part(m, now)),
    "festival": lambda m, now: _day(m, days.festival_days(m, now)),
    "shortdate": lambda m, now: _day(m, days.month_day(None, m["sd_m"], m["sd_d"], now)),
    "dayofmonth": lambda m, now: _day(m, days.day_of_month(m["dm"], now)),
    "span": lambda m, now: _moved(m, days.after_span(m, now)),
    "halfspan": lambda m, now: _moved(m, days.after_half(m["hs_u"], m["hs_t"], now)),
    "clock24": _clock,
    "clock": _clock,
    "clock_en": _clock,
    "now": lambda m, now: _day(m, days.Days(now.date(), now.date())),
    "part": _part,
    "en_part": _part,
    "span_en": lambda m, now: _moved(m, days.english_span(m, now)),
    "en_weekday": lambda m, now: _day(m, days.english_weekday(m["ew_r"], m["ew"], now)),
    "en_rel": lambda m, now: _day(m, days.english_relative(m["er"], now)),
    "en_month": lambda m, now: _day(m, days.english_month(m, now)),
}


def _moved(match: re.Match[str], read: days.Days | datetime | None) -> Atom | None:
    """Return a day or a whole moment, as a duration gives one or the other."""
    if isinstance(read, datetime):
        return Atom(match.start(), match.end(), "exact", exact=read, past=False)
    return _day(match, read)
