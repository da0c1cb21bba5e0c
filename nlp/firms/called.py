"""Names of firms that words before them announce: labels, 叫…, and what the firm does (那家做经编的，天雨)."""

from __future__ import annotations

import re
from typing import Final

from nlp.firms.believable import PLAIN_ENDS, believable
from nlp.firms.name_edges import right_edge
from nlp.lexicon import phrases, wordset
from nlp.patterns.kept import compiled
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made
from nlp.span import Cover, Span
from nlp.tokens import Tokens

_HAN: Final = "\u4e00-\u9fff"
_BODY: Final = rf"[{_HAN}A-Za-z0-9&·\-]"
_LABEL: Final = Opened(phrases("companies", "label", BODY=_BODY, HAN=_HAN))
_CALLED: Final = Opened(phrases("companies", "called", BODY=_BODY))
_NEW: Final = Opened(phrases("companies", "new", BODY=_BODY))
_APPOSED: Final = (
    Opened(phrases("companies", "apposed_deed", HAN=_HAN)),
    Opened(phrases("companies", "apposed_kind", HAN=_HAN)),
)
_TOLD_OF: Final = made(phrases("companies", "apposed_before"))
"""What stands before a description that a name follows: that firm, a firm, is, or the beginning of a clause."""
_THAT_ONE: Final = made(r"[那这][家个][^,。;:的]{0,4}$")
_WORDY: Final = made(r"[姓叫]|公司|案例")
_DEEDS: Final = frozenset(("v", "d", "p", "r", "c", "u", "ul", "uz", "uj", "y", "m"))
_NAMING: Final = frozenset(("n", "nz", "ns", "nr", "nrt", "nrfg", "nt", "b", "x", "a", "vn"))


def announced(plain: str, tokens: Tokens, folk: Cover, busy: Cover, fixed: Cover) -> list[Span]:
    """Return names after a label, after 叫, and after the words that say what the firm does.

    What is called so is a firm although it reads as a person's name (一家叫小鹿班的); `fixed` is what is neither.
    """
    found: list[Span] = []
    for pattern in (_LABEL, _NEW, _CALLED):
        for match in pattern.finditer(plain):
            start, end = match.span("name")
            edge = fixed if pattern is _CALLED else busy
            end = right_edge(plain, start, edge.first_after(start, end), tokens)
            person = pattern is not _CALLED and folk.over(start, end)
            if end - start >= 2 and not _common(plain[start:end]) and not person:
                found.append(Span(start, end, plain[start:end], "label", 0.93))
    for pattern in _APPOSED:
        for match in pattern.finditer(plain):
            start, end = match.span("name")
            if busy.over(start, end) or _common(match["name"]) or _deed(tokens, start, end):
                continue
            lead = _TOLD_OF if match["gap"] else _THAT_ONE
            if not lead.search(plain[max(0, match.start() - 12) : match.start()]):
                continue
            if believable(match["name"], tokens, start, end) or _rare(tokens, match):
                found.append(Span(start, end, match["name"], "label", 0.93))
    return found


def _common(named: str) -> bool:
    """Tell whether words of every day stand where the name would."""
    return (
        bool(compiled(r"[她他我你们这那]").search(named))
        or named in wordset("stopwords")
        or named in wordset("no_firm")
        or named.endswith(PLAIN_ENDS)
    )


def _deed(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether the words say what is done (急着要报价) and name nobody."""
    inside = tokens.items[tokens.from_place(start) : tokens.from_place(end)]
    return bool(_WORDY.search(tokens.plain[start:end])) or any(
        tag in _DEEDS and tokens.known(word) for _, _, word, tag in inside
    )


def _rare(tokens: Tokens, match: re.Match[str]) -> bool:
    """Tell whether a word of the dictionary can be a brand here: one naming word and no trade, goods or function."""
    word = match["name"]
    lists = ("trades", "trades_weak", "goods", "functions", "departments", "honorifics", "places")
    return (
        2 <= len(word) <= 4
        and tokens.tag_of(*match.span("name")) in _NAMING
        and not any(word in wordset(name) for name in lists)
    )
