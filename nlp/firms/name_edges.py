"""Where a firm's name begins and ends among words."""

from __future__ import annotations

from functools import cache
from typing import Final

from nlp.lexicon import wordset
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made
from nlp.span import Cover
from nlp.tokens import Tokens

_HAN: Final = "\u4e00-\u9fff"
_BODY: Final = made(rf"[{_HAN}A-Za-z0-9&·\-()]")
_REJECT_TAGS: Final = frozenset(("r", "c", "u", "y", "p", "ul", "uj", "uz", "ug", "ud", "uv", "mq", "t", "e", "o"))
_BOTH: Final = frozenset("中内大小新老好能行上下会时得本多原")
_LEAD: Final = made(r"(?:那个|这个|就是|情况|那家|这家|叫做|(?:叫)?什么|嗯|呃|啊|喂|哎|叫|那|这)+")
_FAR: Final = 32
"""Characters to the left of an end in which a name begins, or else there is none."""
_NUMBERED: Final = made(r"(?<![\d.])\d{2,4}(?:医院|研究?所|厂|中学|小学|部队|基地)")
"""Institutions that a number names (北京301医院)."""
_NUMERALS: Final = frozenset("一二三四五六七八九")
_COUNTED: Final = frozenset("台套个件片吨箱支米条只块张颗家天月年周次期号点楼层人位份批万千百十,。; ")
_STOP_CHARS: Final = "趟做叫是去跟给找在到见约与的了从向问帮陪对"


def left_edge(plain: str, end: int, low: int, tokens: Tokens, taken: Cover) -> int:
    """Return where a name that ends at `end` begins: after the last word that cannot stand in a name."""
    stops = wordset("stopwords")
    floor = taken.last_before(end, low)
    last = tokens.from_place(max(0, end - 1))
    for place in range(min(last, len(tokens.items) - 1), -1, -1):
        start, stop, word, tag = tokens.items[place]
        if stop > end or start >= end:
            continue
        if stop <= floor or end - stop > _FAR:
            break
        if (
            tag == "m"
            and (word in _NUMERALS or compiled("第?[一二三四五六七八九十]+").fullmatch(word))
            and place
            and tokens.items[place - 1][2] in wordset("places")
        ):
            continue
        if tag == "m" and _NUMBERED.match(plain, start):
            continue
        if word in _BOTH and end - stop == 1 and start > floor - 1:
            continue
        if word in stops or tag in _REJECT_TAGS or tag == "m" or not _BODY.match(word):
            return max(stop, floor)
    return floor


def _brand_numeral(plain: str, place: int, tokens: Tokens) -> bool:
    """Tell whether a numeral right after a place begins a brand (临沂三德): nothing is counted with what follows."""
    _, end, word, _ = tokens.items[place]
    after_place = bool(place) and tokens.items[place - 1][2] in wordset("places")
    named = word in _NUMERALS or (len(word) == 2 and word[0] in _NUMERALS and word[1] not in _NUMERALS | _COUNTED)
    return after_place and named and end < len(plain) and plain[end] not in _COUNTED


@cache
def _edges() -> frozenset[str]:
    """Return functions and departments that end a name; a trade (物流) may belong to it."""
    return (wordset("functions") | wordset("departments")) - wordset("trades")


def right_edge(plain: str, start: int, end: int, tokens: Tokens) -> int:
    """Return where a name that begins at `start` ends, before the first word that cannot belong to it."""
    stops = wordset("stopwords")
    edges = _edges()
    for place in range(tokens.from_place(start), len(tokens.items)):
        s, _e, word, tag = tokens.items[place]
        if s >= end:
            break
        if not _BODY.match(word):
            return s
        if s <= start:
            continue
        if (
            (word in stops and word not in {"公司", "集团", "工厂"})
            or tag in _REJECT_TAGS
            or word in edges
            or (tag == "m" and not _brand_numeral(plain, place, tokens))
        ):
            return s
    return end


def tidy(plain: str, start: int, end: int, tokens: Tokens) -> tuple[int, int]:
    """Return the span without particles and separators at its edges."""
    lead = _LEAD.match(plain, start, end)
    start = lead.end() if lead and end - lead.end() >= 2 else start
    while start < end and plain[start] in " -·的)&/@:":
        start += 1
    while end > start and plain[end - 1] in " -·的(&/:":
        end -= 1
    tail = compiled(r"\([A-Za-z0-9 ]*\)?$").search(plain[start:end])
    end -= len(tail[0]) if tail and end - start - len(tail[0]) >= 2 else 0
    while (
        end - start > 2
        and plain[start] in _STOP_CHARS
        and not tokens.known(plain[start : start + 2])
        and not tokens.known(plain[start : start + 3])
    ):
        start += 1
    return start, end


def repeated(word: str) -> int:
    """Return where a name begins for the second time when it is said twice (宏腾五金宏腾五金), else 0."""
    half = len(word) // 2
    return half if half >= 3 and word[:half] == word[half:] else 0
