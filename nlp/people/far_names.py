"""Mongolian, Tibetan, Uyghur and Kazakh names written in characters (扎西次仁, 艾力江, 斯琴高娃主任)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from nlp.lexicon import either, phrases, wordset
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made
from nlp.span import Span

_FAR: Final = Opened(lambda: phrases("people", "far", PARTS=either(wordset("far_names"))))
_FORM: Final = made(r"总(?![部监体经工裁])|大?[哥姐]|老师|先生|女士")
_LED: Final = made(r"[的找叫跟和给]$|经理$|采购$|主任$|老板$")
_ALONE: Final = made(r"$|[,。;(/ ]|说|约|让|要|想|回|在")
_MORE: Final = made(
    r"[\u4e00-\u9fff]?(?:公司|集团|酒店|餐厅|饭店|大厦|广场|宾馆|花园?|乳业|食品|牧业|药业|矿业|[市县旗镇村路])"
)
"""What makes the characters the name of a firm or a place."""


@cache
def _rank() -> re.Pattern[str]:
    """Return the forms of address that make one part a name (扎西主任)."""
    return made(either(frozenset(word for word in wordset("honorifics") if len(word) > 1)) + "|" + _FORM.pattern)


def find_far(plain: str) -> list[Span]:
    """Return names made of known parts: two parts, or one beside which no firm's word stands."""
    found = []
    for match in _FAR.finditer(plain):
        start, end = match.span()
        if _MORE.match(plain, end):
            continue
        if end - start < 3:
            rank = _rank().match(plain, end)
            if not rank and _LED.search(plain, max(0, start - 2), start) and _ALONE.match(plain, end):
                found.append(Span(start, end, plain[start:end], "full_name", 0.85))
            elif rank:
                found.append(Span(start, rank.end(), plain[start : rank.end()], "full_name", 0.9))
            continue
        form = _FORM.match(plain, end)
        end = form.end() if form else end
        found.append(Span(start, end, plain[start:end], "full_name", 0.9))
    return found
