"""Well-known names in a text."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from nlp.firms.places import find_places
from nlp.lexicon import words, wordset
from nlp.patterns.stored import made
from nlp.span import Span

_SUM_AFTER: Final = made(r"\s?(?:RMB|USD|CNY|EUR|HKD|元|块|yuan|左右|预算|budget|上下|以内)", re.I)
_SUM_BEFORE: Final = made(r"(?:budget|预算|about|around|大概|约|差不多|of|is|max|total|[¥$:])\s?$", re.I)
"""What stands beside a sum of money (budget 3M RMB), which is no brand."""


@cache
def _gazetteer() -> Any:
    import ahocorasick_rs

    names = words("brands")
    return ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), names


def _before_places(plain: str, start: int) -> list[tuple[int, int]]:
    """Return the place names that end right before a brand (苏州汇川)."""
    low = max(0, start - 6)
    return [(low + s, low + e) for s, e in find_places(plain[low:start])]


def _latin_tail(plain: str, end: int) -> int:
    """Return where a Latin name ends with the capitalised words after it (Nike China, Bosch Rexroth)."""
    more = made(r" ([A-Z][A-Za-z]+)(?![A-Za-z0-9@])").match(plain, end)
    while more and more[1] not in wordset("english_words") and more[1] not in wordset("english_names"):
        end = more.end()
        more = made(r" ([A-Z][A-Za-z]+)(?![A-Za-z0-9@])").match(plain, end)
    return end


def find_brands(plain: str) -> list[Span]:
    """Return well-known names; `role` is common when the name is also a plain word."""
    automaton, names = _gazetteer()
    common = wordset("common_brands")
    found = []
    for index, start, end in automaton.find_matches_as_indexes(plain):
        name = names[index]
        if (
            name[0].isascii()
            and name[0].isalnum()
            and start
            and plain[start - 1].isascii()
            and plain[start - 1].isalnum()
        ):
            continue
        if name[0].isdigit() and (
            _SUM_AFTER.match(plain, end) or (name == "3M" and _SUM_BEFORE.search(plain[max(0, start - 12) : start]))
        ):
            continue
        if name[-1].isascii() and end < len(plain) and plain[end].isascii() and plain[end].isalnum():
            continue
        place = next((s for s, e in _before_places(plain, start) if e == start), start)
        end = _latin_tail(plain, end) if name.isascii() else end
        found.append(
            Span(
                place,
                end,
                plain[place:end],
                "brand",
                0.6 if place == start else 0.72,
                "common" if name in common and place == start else "",
            )
        )
    return found
