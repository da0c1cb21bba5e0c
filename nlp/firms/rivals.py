"""Names of rivals that no list knows: what stands after 选了, 用的是, 包括 and before 便宜, 的报价."""

from __future__ import annotations

import re

from nlp.firms.believable import believable
from nlp.firms.name_edges import left_edge, right_edge, tidy
from nlp.lexicon import phrases
from nlp.patterns.openings import Opened
from nlp.span import Cover, Span, clause_start
from nlp.tokens import Tokens

_BEFORE = Opened(phrases("rivals", "before"))
_AFTER = Opened(phrases("rivals", "after"))
_MORE = re.compile(r"\s?(?:和|跟|与|及|以及|还有|、|,|/|或|或者|and|&)\s?")

_STRONG = {"brand", "ending", "book_company", "position", "label"}
_DEGREE = re.compile(r"贵|高|便宜|低|差|快|慢|好")


def find_rivals(
    plain: str, tokens: Tokens, taken: list[Span], firms: list[Span], spans: list[tuple[int, int]]
) -> list[Span]:
    """Return names that only their place in the sentence shows as rivals."""
    before, after = _BEFORE.finditer(plain), _AFTER.finditer(plain)
    found: list[Span] = []
    if not before and not after:
        return found
    busy, kept_already = Cover(len(plain), taken), Cover(len(plain))
    strong = Cover(len(plain), (firm for firm in firms if firm.rule in _STRONG))
    ends = {firm.start: firm.end for firm in reversed(firms)}

    def keep(start: int, end: int) -> Span | None:
        first, last = tidy(plain, start, end, tokens)
        word = plain[first:last]
        if (
            busy.over(first, last)
            or kept_already.over(first, last)
            or len(word) > 10
            or not believable(word, tokens, first, last)
        ):
            return None
        if strong.over(first, last):
            return None
        found.append(Span(first, last, word, "rival_slot", 0.86 if word.isascii() else 0.75, "competitor"))
        kept_already.add(found[-1])
        return found[-1]

    for match in before:
        at: int | None = match.end()
        for _ in range(4):
            if at is None:
                break
            end = right_edge(plain, at, min(len(plain), at + 14), tokens)
            end = min([end, *(m.start() + at for m in [_MORE.search(plain[at:end])] if m and m.start() >= 2)])
            degree = _DEGREE.search(plain, at + 2, end)
            end = degree.start() if degree else end
            kept = keep(at, end)
            stop = kept.end if kept else ends.get(at)
            more = _MORE.match(plain, stop) if stop else None
            at = more.end() if more else None
    for match in after:
        low = clause_start(spans, max(0, match.start() - 1))
        if match.start() > low:
            keep(left_edge(plain, match.start(), low, tokens, busy), match.start())
    return found
