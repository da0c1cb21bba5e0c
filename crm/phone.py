"""Phone numbers and mail addresses as keys: every usual writing of one number is one text (F19)."""

from __future__ import annotations

import re
import unicodedata

_MASK = re.compile(r"[*＊xX•●·]")
_FLOAT = re.compile(r"\d{11}\.0+")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_EXTENSION = re.compile(r"(?:转|ext\.?|#|x)\s*\d{1,6}$", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s()\[\]\-‐-―_./]")
_COUNTRY = re.compile(r"^(?:\+|00)86")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def phone_key(text: str) -> str:
    """Return the one text under which a number is looked up, or an empty text for what no number can be found by.

    Mainland mobiles become their 11 digits, landlines their digits with the leading 0, numbers of other countries
    `+` and digits. Masked numbers (`138****1234`), rounded ones (`1.38E+10`) and too short ones have no key.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if is_masked(plain) or _SCIENTIFIC.fullmatch(plain):
        return ""
    if _FLOAT.fullmatch(plain):
        plain = plain.partition(".")[0]
    digits = _SEPARATORS.sub("", _EXTENSION.sub("", plain))
    digits = _COUNTRY.sub("", digits)
    if re.fullmatch(r"86" + _MOBILE.pattern, digits):
        digits = digits[2:]
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if not re.fullmatch(r"\+?\d{7,15}", digits):
        return ""
    return digits


def mobile(text: str) -> str | None:
    """Return the 11 digits of a mainland mobile in any usual writing, or None."""
    key = phone_key(text)
    return key if _MOBILE.fullmatch(key) else None


def tidy_phone(text: str) -> str:
    """Return a mobile as its 11 digits; anything else stays as it was written."""
    return mobile(text) or text.strip()


def is_masked(text: str) -> bool:
    """Tell whether parts of a number were hidden: it can be kept, but never matched (F19)."""
    return len(_MASK.findall(text)) >= 2 and any(sign.isdigit() for sign in text)


def is_partial(text: str) -> bool:
    """Tell whether there is something in the place of a number that nobody can call."""
    return bool(text.strip()) and not phone_key(text)


def mail_key(text: str) -> str:
    """Return a mail address in lower case, or an empty text when it is none."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    return plain if _MAIL.fullmatch(plain) and "*" not in plain else ""
