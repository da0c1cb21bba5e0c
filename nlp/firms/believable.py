"""What may be a firm's name: no plain word, no bare place, nothing of the dictionary alone."""

from __future__ import annotations

from functools import cache
from typing import Final

from nlp.firms.places import brand_part, place_prefix
from nlp.lexicon import words, wordset
from nlp.patterns.kept import compiled
from nlp.tokens import Tokens

PLAIN_ENDS: Final = tuple(words("plain_ends"))
"""Ends of plain phrases and of addresses, never of a firm."""


def believable(word: str, tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a slot filler can be a firm's name: no plain word, no bare place, of sensible length."""
    if not 2 <= len(word) <= 16 or word in _plain() or compiled(r"[\d\-.·&()]+").fullmatch(word) or "□" in word:
        return False
    if word in wordset("brands"):
        return True
    if place_prefix(word) == len(word):
        return False
    if compiled(r"[A-Za-z0-9&.\- ]+").fullmatch(word):
        return _english(word)
    if compiled(r"[她他我你您它们的了吗呢吧么啊哦哪谁啥]").search(word.replace("美的", "")):
        return False
    if (
        word[0] in "再把让被有谈聊没很要想"
        or "做" in word[1:]
        or word.startswith("都没")
        or word[-1] in "那这还也说用想要和跟"
    ):
        return False
    latin = compiled(r"[A-Za-z&]+").match(word)
    if latin and latin[0] in wordset("english_words"):
        return False
    rest = brand_part(word)
    if len(rest) < 2 or rest in _plain() or rest.endswith(PLAIN_ENDS):
        return False
    return _fresh(word, rest, place_prefix(word) > 0, tokens, start, end)


def nameable(word: str) -> bool:
    """Tell whether a word may at all be a firm's name where nothing but a firm stands."""
    return (
        2 <= len(word) <= 8
        and word not in _plain()
        and place_prefix(word) < len(word)
        and word[0] not in "没要想不很也还再就都会能换已条"
        and not compiled(r"[她他我你您它们的了吗呢吧么啊哦哪谁啥\d]|[家个台套的]$").search(word)
    )


@cache
def _plain() -> frozenset[str]:
    """Return the words of the lists of words that are no names."""
    lists = ("no_firm", "stopwords", "departments", "functions", "honorifics")
    return frozenset().union(*(wordset(name) for name in lists))


def _english(word: str) -> bool:
    first = word.split(" ")[0]
    return (
        word[0].isupper()
        and first not in wordset("english_words")
        and word not in wordset("english_words")
        and len(word) >= 2
    )


def _cut_apart(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a word of the dictionary is none here, because its characters were told apart (去了|安|可)."""
    inside = tokens.items[tokens.from_place(start) : tokens.from_place(end)]
    return len(inside) == end - start and all(item[1] - item[0] == 1 for item in inside)


def _fresh(word: str, rest: str, placed: bool, tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether the words are new to the dictionary, or a trade or a brand makes them a name."""
    trades, legal = wordset("trades"), wordset("legal")
    if any(rest[-size:] in legal for size in range(1, min(len(rest), 7))) or any(
        rest[-size:] in trades for size in range(2, min(len(rest) - 1, 6))
    ):
        return True
    if tokens.known(rest) and not _cut_apart(tokens, end - len(rest), end):
        return (
            placed
            and (tokens.tag_of(end - len(rest), end) not in {"v", "d", "a", "ad"} or rest in wordset("odd_brands"))
        ) or tokens.tag_of(start, end) in {"nz", "nt", "nrt"}
    inner = [
        item
        for item in tokens.items[tokens.from_place(start) : tokens.from_place(end)]
        if item[0] >= start and item[1] <= end
    ]
    plain_words = [
        item
        for item in inner
        if len(item[2]) >= 2 and tokens.known(item[2]) and item[3] not in {"nz", "nt", "ns", "nr", "nrt", "nrfg", "x"}
    ]
    return placed or sum(len(item[2]) for item in plain_words) < len(word)
