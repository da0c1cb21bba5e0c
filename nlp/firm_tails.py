"""What stands after the prospect's name and is none of it: goods, works, ranks, words of the sentence, English."""

from __future__ import annotations

from typing import Final

from nlp.firms.places import place_prefix
from nlp.lexicon import phrases, wordset
from nlp.patterns.stored import made
from nlp.span import Span

_LATIN: Final = made(phrases("tails", "latin"))
"""An English word of the sentence behind a Chinese name (Airbus北京|contract)."""
_SENTENCE: Final = made(phrases("tails", "sentence"))
_RANK: Final = made(phrases("tails", "rank"))
_WORKS: Final = made(phrases("tails", "works"))
_HOUSE: Final = made(phrases("tails", "house"))
"""How a name ends that more words make a name of another house of the same kind (医院|南院区)."""
_WHOLE: Final = made(phrases("tails", "whole"))
_LEAST: Final = 2
"""Characters of a name that stays."""


def without_tail(firm: Span) -> Span:
    """Return the firm without what is none of its name."""
    name = firm.value
    if name.isascii() or name in wordset("brands"):
        return firm
    stuck = _LATIN.search(name) or _SENTENCE.search(name)
    if stuck:
        return _to(firm, stuck.start())
    whole = _WHOLE.match(name)
    if whole is None:
        works = _WORKS.search(name)
        return _to(firm, works.start()) if works else firm
    tail = name[whole.end() :]
    thing = len(tail) > 1 and not _HOUSE.search(tail) and place_prefix(tail) < len(tail)
    return _to(firm, whole.end()) if thing or _RANK.fullmatch(tail) else firm


def _to(firm: Span, size: int) -> Span:
    """Return the name cut to so many characters, unless only a place would be left."""
    name = firm.value[:size]
    named = len(name) - place_prefix(name) >= _LEAST or name in wordset("brands")
    return firm._replace(end=firm.start + size, value=name) if named else firm
