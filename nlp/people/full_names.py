"""Chinese full names, scored by characters, word edges and neighbours."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import Final

from nlp.firms.places import find_places
from nlp.lexicon import wordset
from nlp.patterns.stored import made
from nlp.people.name_evidence import evidence, given
from nlp.span import Cover, Span
from nlp.tokens import Tokens

_MOST: Final = 500
"""Characters of one message that may be a surname and are looked at; more is no note."""
_NAME_FORM: Final = made(r"(?:总(?![部监体经工裁])|哥|姐|老师|先生|女士|小姐|博士)")


def find_names(plain: str, tokens: Tokens, taken: list[Span]) -> list[Span]:
    """Return Chinese full names, scored by characters, word edges and neighbours."""
    found: list[Span] = []
    surnames, chars = wordset("surnames"), given()
    length = len(plain)
    inside = {place for start, end in find_places(plain) for place in range(start, end)}
    busy, stop = Cover(taken), 0
    for first in islice(_firsts().finditer(plain, 0, length - 1), _MOST):
        at = first.start()
        size = 2 if plain[at : at + 2] in surnames else 1 if plain[at] in surnames else 0
        if (
            not size
            or (at in inside and tokens.tag_of(at, at + size + 1) != "nr" and tokens.tag_of(at, at + size + 2) != "nr")
            or busy.over(at, at + size)
            or at < stop
        ):
            continue
        best: Span | None = None
        for more in (2, 1):
            end = at + size + more
            if end > length or busy.over(at, end) or not all("\u4e00" <= c <= "\u9fff" for c in plain[at:end]):
                continue
            score = evidence(plain, at, end, size, tokens, chars)
            if score >= 1.0 and (best is None or score > best.score + 0.4):
                best = Span(at, end, plain[at:end], "full_name", score)
        if best is not None:
            form = _NAME_FORM.match(plain, best.end)
            if form:
                best = Span(best.start, form.end(), plain[best.start : form.end()], best.rule, best.score)
            found.append(best)
            stop = best.end
    return [Span(s.start, s.end, s.value, s.rule, min(0.95, 0.55 + s.score / 8), s.role) for s in found]


@cache
def _firsts() -> re.Pattern[str]:
    """Find the characters that a surname can begin with."""
    return made("[" + "".join(sorted({surname[0] for surname in wordset("surnames")})) + "]")
