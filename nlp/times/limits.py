"""What 前, 内, 后 and their English forms make of a time."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from nlp.patterns.stored import made
from nlp.times.when import When

_BEFORE: Final = made(r"\s?(?:左右|大概|的?时候)?(?:之前|以前|前(?!后|面|台|年|任|期|景|沿|端|提)|为止)")
_WITHIN: Final = made(r"\s?(?:之内|以内|内(?!部|容|存))")
_AFTER: Final = made(r"\s?(?:放假)?(?:之后|以后|过后|后(?!天|面|续|来|期|台|勤|端|市))")
_BACK_AT_WORK: Final = made(
    r"(?:假期?|放假)?(?:之?后|以后|回来)?的?(?:上班|开工|复工|开班|收假)?(?:之?后|以后)?的?(?:第一|头一?|首)个?(?:工作日|天|周|星期|礼拜)"
    r"|(?:假期?|放假)?(?:之?后|以后|回来)?的?(?:上班|开工|复工|收假)(?:之?后|以后|那[天周])"
)
"""The first day or week after a holiday on which people work again (春节后上班第一周)."""
_BY: Final = made(r"(?a:\bby|before|no later than|not later than|最迟|最晚|截止到?|截至|赶在)\s?(?:the\s)?$", re.I)
_EN_AFTER: Final = made(r"\bafter\s?$", re.I)
_EN_WITHIN: Final = made(r"(?:\bwithin|\bin)\s?$", re.I)


def _workday(day: date) -> date:
    """Return the day, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def limited(read: When, plain: str, before: str, now: datetime) -> When:
    """Apply 前, 内, 后 and their English forms."""
    if read.kind == "past":
        return read
    back = _BACK_AT_WORK.match(plain, read.end)
    if back:
        after = _workday(read.last + timedelta(days=read.grain == "festival"))
        return read._replace(end=back.end(), first=after, last=after, grain="day")
    today = now.date()
    found = _BEFORE.match(plain, read.end)
    if found or (_BY.search(before) and not _AFTER.match(plain, read.end)):
        end = found.end() if found else read.end
        last = read.last
        if (found and read.grain in {"festival", "holiday"}) or (
            found and read.grain in {"week", "month", "quarter", "year"} and read.first > today
        ):
            last = read.first - timedelta(days=1)
        closing = found is not None and plain.endswith("下班", read.start, read.end)
        return read._replace(end=end, kind="limit", last=last, grain="close" if closing else read.grain)
    found = _WITHIN.match(plain, read.end)
    if found:
        return read._replace(end=found.end(), kind="limit")
    found = _AFTER.match(plain, read.end)
    if found or _EN_AFTER.search(before):
        end = found.end() if found else read.end
        if read.grain in {"festival", "holiday", "week", "month", "quarter", "year"}:
            after = read.last + timedelta(days=1)
            return read._replace(end=end, first=after, last=after, grain="day")
        return read._replace(end=end)
    if read.grain == "duration" and _EN_WITHIN.search(before) and "within" in before[-8:].lower():
        return read._replace(kind="limit")
    return read
