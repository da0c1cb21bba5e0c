"""The patterns of the words that times are made of, in the order in which they are tried."""

from __future__ import annotations

from typing import Final

from nlp.lexicon import phrases
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made
from nlp.times import days

_N: Final = r"(?:\d{1,3}|[零一二两三四五六七八九十百半]{1,4}|几)"
_MONTH: Final = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY: Final = phrases("time_atoms", "day")
_WD: Final = r"(?:[一二三四五六日天末](?![个天点])|[1-7](?![\d个天点]))"
_HOUR: Final = r"(?:2[0-4]|1\d|0?\d|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_MIN: Final = r"(?:[0-5]\d|[二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九])"
_EN_DAY: Final = (
    r"(?:Mon(?:day)?|Tue(?:s|sday)?|Wed(?:nesday)?|Thu(?:r|rs|rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"
)
_EN_MONTH: Final = phrases("time_atoms", "en_month")
_GOODS: Final = r"节?(?:礼盒|礼品|礼包|月饼|粽子|福利|大促|促销|活动|档|晚会|团购|慰问)"
"""What a festival may stand before without being a time (一批中秋礼盒)."""
_FEST: Final = "|".join(sorted(days.FESTIVALS, key=len, reverse=True))
_PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    ("recurring", r"每(?:个)?(?:周|星期|礼拜|月|天|日|年|季度?|逢)(?:[一二三四五六日天末]|\d{1,2}[号日])?"),
    ("iso", phrases("time_atoms", "iso")),
    ("lunar", phrases("time_atoms", "lunar", MONTH=_MONTH)),
    ("monthday", phrases("time_atoms", "monthday", MONTH=_MONTH, DAY=_DAY)),
    ("monthpart", phrases("time_atoms", "monthpart", MONTH=_MONTH)),
    ("relmonth", phrases("time_atoms", "relmonth", DAY=_DAY)),
    ("monthend", r"(?<![一二三四五六七八九十\d])(?<![^那]个)(?P<me>月底|月末|月初|月中)"),
    ("relweekday", rf"(?P<rw>(?<!一)下下|上上|下个?|上个?|这个?|本)(?:周|星期|礼拜)(?P<rw_d>{_WD})"),
    ("relweek", phrases("time_atoms", "relweek")),
    ("weekday", rf"(?:周|星期|礼拜)(?P<wd>{_WD})"),
    ("relday", phrases("time_atoms", "relday")),
    ("dayparts", r"(?P<dp>今早|今晚|明早|明晚|后晚|昨晚|昨早|今夜|当晚)(?:上)?"),
    ("quarter", phrases("time_atoms", "quarter")),
    ("halfyear", r"(?:(?P<h_y>今年|明年|去年))?(?P<h>上半年|下半年)"),
    ("yearpart", phrases("time_atoms", "yearpart")),
    (
        "festival",
        rf"(?<![零一二三四五六七八九十\d])(?:(?P<f_y>今年|明年))?(?P<f>{_FEST})(?!{_GOODS}|(?<=CNY)\s?\d)(?:假期|放假|长假|期间)?"
        r"|(?P<f_j>节前|节后|过完年|开年|年后)",
    ),
    ("shortdate", phrases("time_atoms", "shortdate")),
    ("dayofmonth", phrases("time_atoms", "dayofmonth")),
    ("span", phrases("time_atoms", "span", N=_N)),
    ("passing", phrases("time_atoms", "passing")),
    ("halfspan", r"半(?P<hs_u>个?小时|个?钟头|天|个月|年)(?P<hs_t>(?:之内|以内|之后|以后|内|后|前|之前))"),
    ("clock24", phrases("time_atoms", "clock24")),
    ("clock", phrases("time_atoms", "clock", HOUR=_HOUR, MIN=_MIN)),
    ("clock_en", phrases("time_atoms", "clock_en")),
    ("now", r"(?P<nw>马上|立刻|现在就|一会儿?|待会儿?|稍后)(?=[^,。;]{0,2}(?:给|打|发|回|去|过|联系))"),
    ("part", phrases("time_atoms", "part")),
    ("span_en", phrases("time_atoms", "span_en")),
    ("en_weekday", rf"(?ai:\b(?:(?P<ew_r>next|this|last|coming)\s)?(?P<ew>{_EN_DAY})\b)\.?"),
    ("en_rel", phrases("time_atoms", "en_rel")),
    ("en_month", phrases("time_atoms", "en_month_2", EN_MONTH=_EN_MONTH)),
    ("en_part", r"(?P<ep>(?<![A-Za-z])(?:morning|afternoon|evening|noon)(?![A-Za-z]))"),
)  # fmt: skip
SCAN: Final = Opened(_PATTERNS)
HINT: Final = made(
    r"[\d周星天儿月年日号点点时季节早晚午旬班假农除拜圣元国春中端清双五]|[A-Za-z]{3}|内|后|前|过年|马上|立刻|一会|待会|稍后"
)
