"""Which forms of digits are telephone numbers, and how we write them."""

from __future__ import annotations

from typing import Final

from nlp.patterns.kept import compiled
from nlp.patterns.stored import made

_MOBILE: Final = made(r"1[3-9]\d{9}$")
_LANDLINE: Final = made(r"(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})$")
_TAIWAN: Final = made(r"09\d{8}$")
_SHORT_CODES: Final = frozenset(
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 90 91"
    " 92 93 94 95 98".split()
)
"""Country codes of two digits (ITU-T E.164); 1 and 7 have one digit, all others three."""
_LONG_CODE: Final = made(r"2[1-69]|3[578]|42|5[09]|6[7-9]|8[058]|9[679]")
_KEEPS_NOUGHT: Final = "39"
"""Italy, whose numbers keep their leading 0 abroad."""


def _hotline(digits: str) -> str:
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"


def form_of(digits: str, plus: bool) -> tuple[str, str] | None:
    """Return (number as we write it, kind) when the digits have a phone's form."""
    for prefix in ("0086", "86"):
        if digits.startswith(prefix) and (plus or prefix == "0086" or len(digits) >= 12):
            rest = digits[len(prefix) :]
            return form_of(rest, False) or (form_of("0" + rest, False) if not rest.startswith("0") else None)
    if _MOBILE.match(digits) and not (plus and digits[1] != "3"):
        return digits, "mobile"
    if _TAIWAN.match(digits):
        return digits, "foreign"
    if compiled(r"(400|800)\d{7}$").match(digits):
        return _hotline(digits), "hotline"
    found = _LANDLINE.match(digits)
    if found and not (len(found[1]) == 3 and len(found[2]) == 7) and found[2][0] not in "01":
        return f"{found[1]}-{found[2]}", "landline"
    return abroad(digits.removeprefix("00")) if plus or digits.startswith("00") else None


def by_groups(groups: list[str]) -> tuple[str, str] | None:
    """Return what only the grouping of the digits tells: 1-828-555-0177, 852 6123 4567, 04-2359-1101 of Taiwan."""
    digits, first = "".join(groups), groups[0]
    if first == "1" and [len(group) for group in groups] == [1, 3, 3, 4]:
        return abroad(digits)
    if len(groups) > 1 and first in {"852", "853", "886"} and len(digits) == (12 if first == "886" else 11):
        return abroad(digits)
    if len(groups) > 1 and compiled(r"0[2-8]").fullmatch(first) and len(digits) in {9, 10}:
        return f"{first}-{digits[2:]}", "landline"
    return None


def abroad(digits: str) -> tuple[str, str] | None:
    """Return (number as we write it, kind) of a country code and a number, without the 0 that is dialled at home."""
    code = _country(digits)
    rest = digits[len(code) :] if code == _KEEPS_NOUGHT else digits[len(code) :].removeprefix("0")
    least = 10 if code == "1" else 6
    most = 10 if code in {"1", "7"} else 11
    return (f"+{code}-{rest}", "foreign") if code and code != "86" and least <= len(rest) <= most else None


def _country(digits: str) -> str:
    """Return the country code that the digits begin with, or nothing."""
    if digits[:1] in {"1", "7"}:
        return digits[0]
    if digits[:2] in _SHORT_CODES:
        return digits[:2]
    return digits[:3] if _LONG_CODE.match(digits) else ""
