"""Places in a sentence where a firm's name stands: before a person, a function, 那边, or after a verb of visiting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from nlp.firms.believable import believable
from nlp.firms.name_edges import left_edge, right_edge, tidy
from nlp.firms.places import find_places
from nlp.lexicon import either, phrases, wordset
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made
from nlp.span import Cover, Span
from nlp.tokens import Tokens

_HAN: Final = "\u4e00-\u9fff"
_FILLER: Final = made(phrases("slots", "filler"))
_AFTER_NAME: Final = Opened(phrases("slots", "after_name"))
_BEFORE_NAME: Final = Opened(phrases("slots", "before_name"))
_SKIP: Final = made(r"(?:那个|这个|就是|嗯|呃|一家|一个|新的?|老)+")
_SOFT: Final = made(r"(?:跟|和|与|给|找|向|在|从|去|到|对|帮|陪)$")
_SOFT_END: Final = made(phrases("slots", "soft_end"))
_PLACED: Final = made(phrases("slots", "placed"))
_ACT: Final = made(phrases("slots", "act"))


_MOST: Final = 200
"""Functions of one message that a name is looked for before; more is a list and no note."""
FUNCTIONS: Final = Opened(lambda: either(wordset("functions") | wordset("departments")))
"""Functions and departments."""


def _function_before(plain: str, anchor: Span) -> bool:
    """Tell whether a function stands before the person; the function is then the better anchor."""
    start = anchor.start
    return anchor.rule != "function" and any(
        match.end() >= start - 1 for match in FUNCTIONS.finditer(plain, max(0, start - 10), start)
    )


def before_people(
    plain: str, tokens: Tokens, people: list[Span], folk: Cover, busy: Cover, low_of: Callable[[int], int]
) -> list[Span]:
    """Return names right before a person, a function or a department."""
    roles = [Span(m.start(), m.end(), m[0], "function") for m in FUNCTIONS.finditer(plain) if not folk.over(*m.span())]
    found: list[Span] = []
    for anchor in people + roles[:_MOST]:
        if _function_before(plain, anchor):
            continue
        window = max(0, anchor.start - 12)
        tail = _FILLER.search(plain, window, anchor.start)
        end = tail.start() if tail else anchor.start
        found += _ending_at(plain, end, tokens, busy, low_of, 0.82 if end < anchor.start else 0.78)
    return found


def before_words(plain: str, tokens: Tokens, folk: Cover, busy: Cover, low_of: Callable[[int], int]) -> list[Span]:
    """Return names right before 那边, 的项目, 想要 and their kin."""
    found: list[Span] = []
    for match in _AFTER_NAME.finditer(plain):
        if not folk.over(match.start() - 1, match.start()):
            score = 0.76 if match[0][0] in "那这的他" else 0.66
            found += _ending_at(plain, match.start(), tokens, busy, low_of, score)
    return found


def _ending_at(
    plain: str, end: int, tokens: Tokens, busy: Cover, low_of: Callable[[int], int], score: float
) -> list[Span]:
    start = left_edge(plain, end, low_of(max(0, end - 1)), tokens, busy)
    start, end = tidy(plain, start, end, tokens)
    word = plain[start:end]
    return [Span(start, end, word, "slot", score)] if believable(word, tokens, start, end) else []


def after_verbs(plain: str, tokens: Tokens, busy: Cover) -> list[Span]:
    """Return names right after a verb of visiting, calling or signing."""
    found: list[Span] = []
    for match in _BEFORE_NAME.finditer(plain):
        filler = _SKIP.match(plain, match.end())
        start = filler.end() if filler else match.end()
        placed = next(
            (e for s, e in find_places(plain[start : start + 8]) if s == 0 and plain.startswith("的", start + e)), 0
        )
        start += placed + 1 if placed else 0
        if busy.over(start, start + 1):
            continue
        low, high = start, busy.first_after(start, min(len(plain), start + 18))
        end = right_edge(plain, start, high, tokens)
        act = _ACT.search(plain, low + 2, high)
        start, end = tidy(plain, low, min(end, act.start()) if act else end, tokens)
        word = plain[start:end]
        soft = bool(_SOFT.search(match[0]))
        if believable(word, tokens, start, end) and (
            not soft or (act and act.start() == end) or _SOFT_END.match(plain, end) or busy.begins(end)
        ):
            found.append(Span(start, end, word, "verb_slot", 0.66 if soft else 0.74))
    return found


def after_places(plain: str, tokens: Tokens, busy: Cover) -> list[Span]:
    """Return a place with two to six more characters, before a clear edge (佛山东鹏, 中山华帝)."""
    found: list[Span] = []
    for start, stop in find_places(plain):
        if busy.over(start, stop) or not tokens.edge(start) or (found and start < found[-1].end):
            continue
        high = busy.first_after(start, min(len(plain), start + 14))
        end = right_edge(plain, start, high, tokens)
        first, end = tidy(plain, start, end, tokens)
        word = plain[first:end]
        if (
            first == start
            and len(word) > stop - start + 1
            and believable(word, tokens, start, end)
            and (_PLACED.match(plain, end) or end == high)
        ):
            found.append(Span(start, end, word, "place", 0.72))
    return found
