"""Phones, mail addresses and WeChat ids of one record, in whatever column they stand, in one form for comparing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp.lexicon import wordset

_MOBILE = re.compile(r"(?<![\d*])(?:\+?0{0,2}86[\s\-)]*)?\(?(1[3-9](?:[\s\-.()]{0,2}\d){9})(?![\d*])")
_FIXED = re.compile(
    r"(?<![\d*])(?:\+?0{0,2}86[\s\-)]*)?\(?(0?(?:10|2[0-57-9]|[3-9]\d{2}))\)?[\s\-]{1,3}([2-8]\d{3}[\s\-]?\d{3,4})(?![\d*])"
    r"|(?<!\d)(0(?:10|2[0-57-9]))([2-8]\d{7})(?!\d)|(?<!\d)(0[3-9]\d{2})([2-8]\d{6,7})(?!\d)"
)
_HOTLINE = re.compile(
    r"(?<!\d)([48]00)[\s\-]?(\d{3})[\s\-]?(\d{4})(?!\d)|(?<!\d)([48]00)[\s\-]?(\d{4})[\s\-]?(\d{3})(?!\d)"
)
_ABROAD = re.compile(r"\+(?!86)(\d[\d\s\-()]{6,16}\d)")
_MAIL = re.compile(r"[a-z0-9][a-z0-9._%+\-]*@((?:[a-z0-9\-]+\.)+[a-z]{2,12})")
_WECHAT = re.compile(r"(?:微信号?|wechat|weixin|vx|wx)[:\s]{1,3}([a-z][a-z0-9_\-]{5,19}|1[3-9]\d{9})")
_WECHAT_ID = re.compile(r"[a-z][a-z0-9_\-]{4,19}$")
_NOT_DIGIT = re.compile(r"\D")
_FLOAT = re.compile(r"(?<!\d)(1[3-9]\d{9})\.0(?!\d)")

PUBLIC_MAIL = wordset("public_mail")
"""Mail providers whose addresses say nothing about the firm."""

MOBILE, FIXED, HOTLINE = "m", "f", "h"


def phones(text: str) -> list[tuple[str, str]]:
    """Return (kind, digits) of every number in folded text: masked and invented numbers are not there."""
    if "." in text:
        text = _FLOAT.sub(r"\1", text)
    found = []
    for match in _MOBILE.findall(text):
        digits = match if len(match) == 11 else _NOT_DIGIT.sub("", match)
        if not invented(digits):
            found.append((MOBILE, digits))
    if found and len(text) < 20:
        return found
    for groups in _FIXED.findall(text):
        area, local = groups[0] or groups[2] or groups[4], groups[1] or groups[3] or groups[5]
        digits = area.lstrip("0") + _NOT_DIGIT.sub("", local)
        if not invented(digits):
            found.append((FIXED, digits))
    if "00" in text:
        found += [(HOTLINE, "".join(groups)) for groups in _HOTLINE.findall(text) if not invented("".join(groups)[3:])]
    if "+" in text:
        found += [(FIXED, "+" + _NOT_DIGIT.sub("", number)) for number in _ABROAD.findall(text)]
    return found


def plain_mobile(digits: str) -> list[tuple[str, str]]:
    """Return the phones in eleven bare digits."""
    if digits[0] == "1" and digits[1] in "3456789":
        return [] if invented(digits) else [(MOBILE, digits)]
    return phones(digits)


def invented(digits: str) -> bool:
    """Tell whether a number was typed to get past a required field (13800000000, 88888888)."""
    return len(set(digits[-8:])) <= 2 or digits == "13800138000"


def mails(text: str) -> list[tuple[str, str]]:
    """Return (address, domain) of every mail address in folded text; the domain is empty for a public provider."""
    return [(match[0], "" if match[1] in PUBLIC_MAIL else match[1]) for match in _MAIL.finditer(text)]


def wechat(text: str) -> str:
    """Return the id of a WeChat column in folded text; empty for a number, an address or words."""
    text = text.strip()
    return text if _WECHAT_ID.match(text) else ""


def wechats(text: str) -> list[str]:
    """Return the ids that any column says to be WeChat."""
    return [found for found in _WECHAT.findall(text) if not found.isdigit()]


_SECOND_LEVEL = frozenset(["com", "net", "org", "gov", "edu", "ac", "co"])
_LABEL_TAILS = tuple(sorted(wordset("domain_tails"), key=len, reverse=True))


def domain_labels(domain: str) -> Iterable[str]:
    """Return the name in a domain, and the name without what firms add to it (anker-tech.com.cn: ankertech, anker)."""
    parts = domain.split(".")
    at = len(parts) - 2
    if at > 0 and parts[at] in _SECOND_LEVEL:
        at -= 1
    label = parts[max(at, 0)]
    whole = label.replace("-", "")
    yield whole
    first = label.split("-")[0]
    short = first if len(first) > 3 else whole
    for tail in _LABEL_TAILS:
        if short.endswith(tail) and len(short) - len(tail) > 3:
            short = short[: -len(tail)]
            break
    if short != whole:
        yield short
