"""A Chinese name taken apart from its end and its beginning: legal form, trades, places, and the brand that is left."""

from __future__ import annotations

from typing import Final

from nlp.names.cities import WIDE, cities, place_at
from nlp.names.vocabulary import Endings, Vocabulary, vocabulary

BRANCH: Final = frozenset("分公司 办事处 联络处 代表处 分部 分厂 总部 事业部".split())
_LONGEST_PLACE: Final = 5


def place_of(text: str, words: Vocabulary) -> tuple[int, str]:
    """Return the length and short form of the place at the beginning of the text, a known one or a learned one."""
    size, short = place_at(text)
    for longer in range(_LONGEST_PLACE, size, -1):
        found = words.places.get(text[:longer]) if words.places else None
        if found is not None and longer <= len(text):
            return longer, found
    return size, short


def peel(text: str, words: Vocabulary) -> tuple[str, tuple[str, ...], str, bool]:
    """Return brand, trades, city and whether a legal form was there."""
    text, legal, branch = peel_legal(text, words.legal)
    if branch:
        text = cut_last_place(text)
    trades: tuple[str, ...] = ()
    while len(text) > 3 and (size := words.trades.longest(text, 2)):
        trades += (text[-size:],)
        text = text[:-size]
        if len(text) > 3 and text.endswith("集团"):
            text = text[:-2]
    text, city = peel_places(text, words)
    return text, trades, city, legal


def peel_legal(text: str, legal: Endings) -> tuple[str, bool, bool]:
    found = branch = False
    while len(text) > 2 and (size := legal.longest(text, 2)):
        found, branch = True, branch or text[-size:] in BRANCH
        text = text[:-size]
    return text, found, branch


def cut_last_place(text: str) -> str:
    """Return the name of a branch without the branch's own place, which is not the firm's."""
    for size in range(min(len(text) - 2, 6), 1, -1):
        if text[-size:] in cities():
            return peel_legal(text[:-size], vocabulary().legal)[0]
    return text


def peel_places(text: str, words: Vocabulary) -> tuple[str, str]:
    """Return the name without the places before it, and the city. A place that is all there is stays as the brand."""
    city = ""
    while True:
        size, short = place_of(text, words)
        if not size or len(text) - size < 2:
            return text, city
        if short not in WIDE and not city:
            city = short
        text = text[size:]
