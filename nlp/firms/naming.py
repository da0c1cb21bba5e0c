"""What a firm's name may look like, and where it begins and ends among words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from nlp.lexicon import words, wordset
from nlp.span import Cover
from nlp.tokens import Tokens

_HAN = "\u4e00-\u9fff"
_BODY = re.compile(rf"[{_HAN}A-Za-z0-9&·\-()]")
_REJECT_TAGS = frozenset(("r", "c", "u", "y", "p", "ul", "uj", "uz", "ug", "ud", "uv", "mq", "t", "e", "o"))
_BOTH = frozenset("中内大小新老好能行上下会时得本多原")
_LEAD = re.compile(r"(?:那个|这个|就是|那家|这家|叫做|嗯|呃|啊|喂|哎|叫|那|这)+")
_FAR = 32
"""Characters to the left of an end in which a name begins, or else there is none."""
_STOP_CHARS = "趟做叫是去跟给找在到见约与的了从向问帮陪对"


@cache
def _atlas() -> Any:
    import ahocorasick_rs

    return ahocorasick_rs.AhoCorasick(words("places"), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


@lru_cache(maxsize=8)
def find_places(plain: str) -> list[tuple[int, int]]:
    """Return the spans of place names, longest first."""
    return [(start, end) for _, start, end in _atlas().find_matches_as_indexes(plain)]


def _place_at(text: str, at: int) -> int:
    """Return the length of the longest place name at this character, or 0."""
    places = wordset("places")
    return next((size for size in range(min(11, len(text) - at), 1, -1) if text[at : at + size] in places), 0)


def place_prefix(text: str) -> int:
    """Return the length of the place names at the beginning of the text."""
    at = 0
    while True:
        size = _place_at(text, at)
        if not size:
            return at
        at += size


def brand_part(core: str) -> str:
    """Return a name without its places; when it is places only, the last of two is the brand (重庆望江)."""
    at = place_prefix(core)
    if at < len(core):
        return core[at:]
    return core[_place_at(core, 0) :]


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
            and word in {"一", "二", "三", "四", "五"}
            and place
            and tokens.items[place - 1][2] in wordset("places")
        ):
            continue
        if word in _BOTH and end - stop == 1 and start > floor - 1:
            continue
        if word in stops or tag in _REJECT_TAGS or tag == "m" or not _BODY.match(word):
            return max(stop, floor)
    return floor


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
            or tag == "m"
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
    tail = re.search(r"\([A-Za-z0-9 ]*\)?$", plain[start:end])
    end -= len(tail[0]) if tail and end - start - len(tail[0]) >= 2 else 0
    while (
        end - start > 2
        and plain[start] in _STOP_CHARS
        and not tokens.known(plain[start : start + 2])
        and not tokens.known(plain[start : start + 3])
    ):
        start += 1
    return start, end


_TAILS = tuple(words("plain_ends"))
"""Ends of plain phrases and of addresses, never of a firm."""


def believable(word: str, tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a slot filler can be a firm's name: no plain word, no bare place, of sensible length."""
    if not 2 <= len(word) <= 16 or _plain(word) or re.fullmatch(r"[\d\-.·&()]+", word) or "□" in word:
        return False
    if word in wordset("brands"):
        return True
    if place_prefix(word) == len(word):
        return False
    if re.fullmatch(r"[A-Za-z0-9&.\- ]+", word):
        return _english(word)
    if re.search(r"[她他我你您它们的了吗呢吧么啊哦哪谁啥]", word.replace("美的", "")):
        return False
    if word[0] in "再把让被" or word[-1] in "那这还也说用想要和跟":
        return False
    latin = re.match(r"[A-Za-z&]+", word)
    if latin and latin[0] in wordset("english_words"):
        return False
    rest = brand_part(word)
    if len(rest) < 2 or _plain(rest) or rest.endswith(_TAILS):
        return False
    return _fresh(word, rest, place_prefix(word) > 0, tokens, start, end)


def _plain(word: str) -> bool:
    """Tell whether the word is on a list of words that are no names."""
    return any(word in wordset(name) for name in ("no_firm", "stopwords", "departments", "functions", "honorifics"))


def _english(word: str) -> bool:
    first = word.split(" ")[0]
    return (
        word[0].isupper()
        and first not in wordset("english_words")
        and word not in wordset("english_words")
        and len(word) >= 2
    )


def _fresh(word: str, rest: str, placed: bool, tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether the words are new to the dictionary, or a trade or a brand makes them a name."""
    trades, legal = wordset("trades"), wordset("legal")
    if any(rest[-size:] in legal for size in range(1, min(len(rest), 7))) or any(
        rest[-size:] in trades for size in range(2, min(len(rest) - 1, 6))
    ):
        return True
    if tokens.known(rest):
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
