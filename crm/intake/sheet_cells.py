"""Cells as spreadsheets spoil them: phones that became floats, dates that became text or day numbers."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation

LOST_DIGITS = "手机号成了科学计数，位数已丢失"
RESTORED = "手机号由科学计数还原"
BAD_DATE = "日期看不懂，按原文保留"
_SCIENTIFIC = re.compile(r"\+?(\d)(?:\.(\d+))?[eE]\+?(\d{1,2})")
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?.*)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2}).*)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_EPOCH = date(1899, 12, 30)  # day 0 of Excel's calendar, its leap-year error of 1900 included
_STAMP = re.compile(r"\d{10}|\d{13}")


def number_text(text: str) -> tuple[str, str]:
    """Return a phone cell as the number that was typed, and a remark or the reason why it cannot be known.

    `1.3812345678E+10` still holds every digit; `1.38E+10` does not, and nobody may guess the rest.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lstrip("'‘’")
    found = _SCIENTIFIC.fullmatch(plain)
    if found is None:
        return plain, ""
    digits, exponent = found[1] + (found[2] or ""), int(found[3])
    if len(digits) < exponent + 1:
        return plain, LOST_DIGITS
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return plain, LOST_DIGITS
    return (str(int(number)), RESTORED) if number == int(number) else (plain, LOST_DIGITS)


def moment_text(text: str) -> tuple[str, str]:
    """Return a date cell as ISO (a day, or a minute if one was given) and a remark when it cannot be read."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return "", ""
    if _STAMP.fullmatch(plain):
        return datetime.fromtimestamp(int(plain[:10]), UTC).isoformat(), ""
    found = _parts(plain)
    if found is None:
        return text.strip(), BAD_DATE
    try:
        day = date(*found[0])
        clock = found[1]
        return (day.isoformat() if not clock else f"{day.isoformat()}T{_clock(clock)}"), ""
    except ValueError:
        return text.strip(), BAD_DATE


def _parts(plain: str) -> tuple[tuple[int, int, int], tuple[int, int] | None] | None:
    if found := _DAY.fullmatch(plain):
        day = (int(found[1]), int(found[2]), int(found[3]))
        return day, (int(found[4]), int(found[5])) if found[4] else None
    if found := _AMERICAN.fullmatch(plain):
        # 20/11/2026 can only be a day first; 03/04/2026 is read as Excel's default writes it, month first.
        first, second = int(found[1]), int(found[2])
        month, day_number = (second, first) if first > 12 else (first, second)
        return (int(found[3]), month, day_number), (int(found[4]), int(found[5])) if found[4] else None
    if found := _COMPACT.fullmatch(plain):
        return (int(found[1]), int(found[2]), int(found[3])), None
    if _SERIAL.fullmatch(plain):
        moment = _EPOCH + timedelta(days=int(float(plain)))
        return (moment.year, moment.month, moment.day), None
    return None


def _clock(parts: tuple[int, int]) -> str:
    hour, minute = parts
    if hour > 23 or minute > 59:
        raise ValueError("clock")
    return f"{hour:02}:{minute:02}"
