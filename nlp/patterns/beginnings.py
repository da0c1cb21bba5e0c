"""Beginnings of a pattern's parts: what a class or an escape stands for, parts after each other, parts repeated."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from nlp.patterns.stored import made

Head = tuple[str, bool]
"""What a match begins with, and whether it is at its end: nothing that follows in the pattern is added to it."""
Heads = frozenset[Head]
ANYTHING: Final[Heads] = frozenset({("", True)})
NOTHING: Final[Heads] = frozenset({("", False)})
REACH: Final = 2
"""Characters of a beginning that are told apart."""
_FEW, _MOST = 64, 512
"""Members of a class that are combined with what follows, and beginnings that are."""
REPEAT: Final = made(r"(?:(?P<sign>[?*+])|\{(?P<least>\d*)(?:(?P<comma>,)(?P<most>\d*))?\})[?+]?")
_MANY: Final = 3000
"""Members of a class that are listed; a larger class is taken for anything."""
_MEMBER: Final = made(r"\\(?P<code>.)|(?P<low>[^\\])-(?P<high>[^\\\]])|(?P<char>[^\\])", re.S)
_ALSO: Final = {"i": "ıİ", "s": "ſ", "k": "\u212a"}
"""Characters beyond ASCII that fold to a letter when case is ignored."""
_CONTROL: Final = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}


def joined(left: Heads, right: Heads) -> Heads:
    """Return the beginnings of two parts after each other; too many are not told apart any further."""
    if left == NOTHING:
        return right
    out: set[Head] = set()
    many = len(left) * len(right) > _MOST
    for head, ended in left:
        if ended or (many and head):
            out.add((head, True))
            continue
        for more, last in right:
            both = head + more
            out.add((both[:REACH], last or len(both) >= REACH))
    return frozenset(out)


def repeated(once: Heads, repeat: re.Match[str]) -> Heads:
    """Return the beginnings of a part that a `REPEAT` stands behind."""
    sign = repeat["sign"]
    if sign:
        least, most = int(sign == "+"), 1 if sign == "?" else REACH
    else:
        least = int(repeat["least"] or 0)
        most = int(repeat["most"] or REACH) if repeat["comma"] else least
    found = NOTHING
    for _ in range(min(least, REACH)):
        found = joined(found, once)
    out = found
    for _ in range(min(most - least, REACH)):
        found = joined(found, once)
        out |= found
    return out


def any_of(chars: tuple[str, ...] | None, *, folded: bool) -> Heads:
    """Return the beginnings of one character of these; `folded` when case is ignored."""
    if chars is None:
        return ANYTHING
    if folded:
        chars = tuple(form for char in chars for form in (char, *_cases(char)))
    return frozenset((char, len(chars) > _FEW) for char in chars)


def _cases(char: str) -> list[str]:
    """Return the forms of a character that are one when case is ignored."""
    return [form for form in (char.lower(), char.upper(), *_ALSO.get(char.lower(), "")) if len(form) == 1]


def meant(code: str) -> tuple[str, ...] | None:
    """Return the characters that an escape stands for; None when they are too many to list.

    Digits are those of ASCII: `normalize` leaves no others.
    """
    if code in "ds":
        return tuple("0123456789") if code == "d" else _blanks()
    if code in _CONTROL:
        return (_CONTROL[code],)
    return None if code.isalnum() else (code,)


def members(text: str) -> tuple[str, ...] | None:
    """Return the characters of a class; None when it is negated or large."""
    if text.startswith("^"):
        return None
    chars: list[str] = []
    for part in _MEMBER.finditer(text):
        if part["code"]:
            stood = meant(part["code"])
            if stood is None:
                return None
            chars += stood
        elif part["char"]:
            chars.append(part["char"])
        else:
            low, high = ord(part["low"]), ord(part["high"])
            if high - low > _MANY:
                return None
            chars += map(chr, range(low, high + 1))
    return tuple(chars)


@cache
def _blanks() -> tuple[str, ...]:
    return tuple(char for char in map(chr, range(0x3100)) if char.isspace())
