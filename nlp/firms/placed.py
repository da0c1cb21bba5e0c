"""The firm that is told of by where it is: 淄博博山的奥瑞水泵, 嗯吴江那个亨通线材."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from nlp.firms.believable import believable
from nlp.firms.places import find_places, place_prefix
from nlp.lexicon import phrases, wordset
from nlp.patterns.stored import made
from nlp.span import Cover, Span
from nlp.tokens import Tokens

_NEAR: Final = 26
"""Characters from the beginning within which a note says of whom it tells."""
_OPENS: Final = made(phrases("placed", "opens"))
_JOINS: Final = made(phrases("placed", "joins"))
"""What stands between a place and a name, after a quarter, a street or an estate."""
_ENDS: Final = made(phrases("placed", "ends"))
"""What stands after a name that is told of."""
_NO_NAME: Final = made(phrases("placed", "no_name"))
_LONGEST: Final = 10
_CLEAR: Final = frozenset(",。;")
"""What stands only after the whole of a name, were it two characters long."""
_PROPER: Final = frozenset(("nz", "nt", "ns", "nr", "nrt", "nrfg", "x"))


class Placed(NamedTuple):
    """A firm, where the words for its place begin, and whether its name is more than words of the dictionary."""

    start: int
    firm: Span
    strange: bool


def placed_firm(plain: str, tokens: Tokens, people: list[Span], amounts: list[Span]) -> Placed | None:
    """Return the firm that is told of by its place, or nothing."""
    after = 0
    for start, stop in find_places(plain):
        if start > _NEAR:
            break
        if start < after or not _OPENS.search(plain, max(0, start - 6), start):
            continue
        after = stop = stop + place_prefix(plain[stop : stop + _LONGEST])
        joined = _JOINS.match(plain, stop)
        if joined is None:
            continue
        low = joined.end()
        edge = _ENDS.search(plain, low + 2, low + _LONGEST + 3)
        end = edge.start() if edge else low
        name = plain[low:end]
        if (
            not (2 if edge and edge[0] in _CLEAR and not joined["unsure"] else 3) <= end - low <= _LONGEST
            or _NO_NAME.search(name)
            or place_prefix(name) == end - low
        ):
            continue
        folk = [person for person in people if person.start != low or person.end > end - 2]
        if Cover(folk, amounts).over(low, end):
            continue
        ends = any(name.endswith(trade) for trade in _trades())
        if not joined["unsure"] or ends:
            strange = believable(name, tokens, low, end) and _strange(tokens, low, end)
            return Placed(start, Span(low, end, name, "placed", 0.9), strange)
    return None


@cache
def _trades() -> tuple[str, ...]:
    return tuple(wordset("trades") - wordset("trades_weak") | wordset("legal"))


def _strange(tokens: Tokens, low: int, end: int) -> bool:
    """Tell whether a name holds more than words of the dictionary, or the dictionary knows it for one."""
    inside = [item for item in tokens.items[tokens.from_place(low) : tokens.from_place(end)] if item[0] >= low]
    return any(len(item[2]) == 1 or not tokens.known(item[2]) or item[3] in _PROPER for item in inside) and not any(
        item[2] in wordset("stopwords") for item in inside
    )
