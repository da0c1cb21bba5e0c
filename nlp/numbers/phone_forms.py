"""Which forms of digits are telephone numbers, and how we write them."""

from __future__ import annotations

import re

from nlp.patterns.kept import compiled

_MOBILE = re.compile(r"1[3-9]\d{9}$")
_LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})$")
_TAIWAN = re.compile(r"09\d{8}$")
_ABROAD = ("852", "853", "886", "65", "81", "82", "44", "49", "33", "61", "1", "60", "66", "84", "62", "91", "971", "7")


def _hotline(digits: str) -> str:
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"


def form_of(digits: str, plus: bool) -> tuple[str, str] | None:
    """Return (number as we write it, kind) when the digits have a phone's form."""
    for prefix in ("0086", "86"):
        if digits.startswith(prefix) and (plus or prefix == "0086" or len(digits) >= 12):
            rest = digits[len(prefix) :]
            return form_of(rest, False) or (form_of("0" + rest, False) if not rest.startswith("0") else None)
    if _MOBILE.match(digits):
        return digits, "mobile"
    if _TAIWAN.match(digits):
        return digits, "foreign"
    if compiled(r"(400|800)\d{7}$").match(digits):
        return _hotline(digits), "hotline"
    found = _LANDLINE.match(digits)
    if found and not (len(found[1]) == 3 and len(found[2]) == 7) and found[2][0] not in "01":
        return f"{found[1]}-{found[2]}", "landline"
    if plus or digits.startswith("00"):
        bare = digits.removeprefix("00")
        for code in _ABROAD:
            if bare.startswith(code) and 7 <= len(bare) - len(code) <= 11:
                return f"+{code}-{bare[len(code) :]}", "foreign"
    return None
