"""Where the prospect's name ends: past its seen end (奥瑞|水泵, Unilever|合肥), or before it (大庆油田|信息中心)."""

from __future__ import annotations

from typing import Final

from nlp.firm_tails import without_tail
from nlp.firms.places import find_places, place_prefix
from nlp.lexicon import phrases, wordset
from nlp.patterns.stored import made
from nlp.scan import Scan
from nlp.span import Cover, Span

_TAIL: Final = 3
"""Characters that goods add to a name."""
_EDGE: Final = made(phrases("own", "tail_edge"))
"""What stands after a name that is told of."""
_TALK: Final = made(phrases("own", "tail_talk"))
"""What is spoken of beside a name and is no part of it (报价, 合同)."""
_DESK: Final = made(phrases("own", "desk"))
"""Desks of any firm at the end of a name."""
_OF_DESK: Final = made(r"的|[\u4e00-\u9fff]{1,2}(?:[总工姐哥科处]|老师|主任|经理)|部$")
_WHOLE: Final = made(phrases("own", "whole"))
"""How a name ends that is whole, and to which only another house of its kind is added."""
_HOUSE: Final = made(phrases("own", "house"))
_TRADE: Final = made(phrases("tails", "trade"))
"""Trades that are rather a part of a name than goods."""
_HAN: Final = made("[\u4e00-\u9fff]+")
_DEED: Final = frozenset(("v", "vd", "d", "r", "p", "c", "u", "ul", "uj", "uz", "y", "m", "t", "f", "mq"))


def ended(seen: Scan, firm: Span) -> Span:
    """Return the firm with its name's end put right: trades and a place after Latin letters in, desks out."""
    firm = without_tail(firm)
    plain, end = seen.plain, firm.end
    last = plain[end - 1]
    if last.isascii() and last.isalpha():
        gap = plain[end : end + 1] == " "
        placed = next((e for s, e in find_places(plain[end + gap : end + 8]) if s == 0), 0)
        if not placed:
            return firm
        house = _HOUSE.match(plain, end + gap + placed)
        if gap and not house:
            return firm
        return _to(plain, firm, house.end() if house else end + placed)
    for known in seen.firms:
        if known.rule == "brand" and known.start < end < known.end:
            return _to(plain, firm, known.end)
    desk = _DESK.search(firm.value)
    if desk and _OF_DESK.match(plain, end) and place_prefix(firm.value) < desk.start() - 1:
        return _to(plain, firm, firm.start + desk.start())
    more = _more(seen, firm)
    return _to(plain, firm, end + more) if more else firm


def _more(seen: Scan, firm: Span) -> int:
    """Return how many characters of a trade, of goods or of a house go on the name up to the edge of its clause."""
    plain, end = seen.plain, firm.end
    house = _HOUSE.match(plain, end)
    if house:
        return house.end() - end
    trade = _TRADE.match(plain, end)
    if trade and _named_so(seen, firm, trade.end()):
        return trade.end() - end
    edge = _EDGE.search(plain, end, end + _TAIL + 4)
    if (
        edge is None
        or not 0 < edge.start() - end <= _TAIL
        or _WHOLE.search(firm.value)
        or not _HAN.fullmatch(firm.value)
    ):
        return 0
    if firm.value in wordset("brands"):
        return 0
    tail = plain[end : edge.start()]
    if not _HAN.fullmatch(tail) or _TALK.search(tail) or Cover(seen.people, seen.amounts).over(end, edge.start()):
        return 0
    if any(tail in wordset(name) for name in ("departments", "functions", "stopwords", "no_firm", "honorifics")):
        return 0
    items = seen.tokens.items
    for place in range(seen.tokens.from_place(end), len(items)):
        start, stop, word, tag = items[place]
        if start >= edge.start():
            break
        if stop > edge.start() or tag in _DEED or word in wordset("stopwords"):
            return 0
    return len(tail)


def _named_so(seen: Scan, firm: Span, end: int) -> bool:
    """Tell whether a trade is the end of a name with its place (台州环球|橡胶), and no goods of a known firm."""
    place = place_prefix(firm.value)
    if not place or len(firm.value) - place < 2 or firm.value[place:] in wordset("brands") or _WHOLE.search(firm.value):
        return False
    if not _HAN.fullmatch(firm.value) or end >= len(seen.plain):
        return False
    at = seen.tokens.starting_at(end)
    if at is None or seen.tokens.items[at][2] in wordset("functions"):
        return False
    return seen.tokens.items[at][3] in _DEED or not _HAN.match(seen.plain, end) or bool(_TALK.match(seen.plain, end))


def _to(plain: str, firm: Span, end: int) -> Span:
    return firm._replace(end=end, value=plain[firm.start : end])
