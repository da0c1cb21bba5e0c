"""Cities and provinces in every way of writing them, and the one that a name or an address begins with."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from nlp.fold import fold, sound
from nlp.lexicon import wordset

_CITY_PROVINCES: Final = frozenset("北京 天津 上海 重庆 香港 澳门".split())
WIDE: Final = wordset("provinces") - _CITY_PROVINCES
_ENGLISH_PLACES: Final = {"hongkong": "香港", "hk": "香港", "macau": "澳门", "prc": "中国"}


def sizes_by(words: Iterable[str], at: int) -> dict[str, tuple[int, ...]]:
    """Return the lengths of the words by their first or last character, longest first."""
    sizes: dict[str, set[int]] = {}
    for word in words:
        sizes.setdefault(word[at], set()).add(len(word))
    return {char: tuple(sorted(found, reverse=True)) for char, found in sizes.items()}


@cache
def cities() -> dict[str, str]:
    """Return short place name by every way of writing it: cities short and long, districts and provinces long."""
    table = {}
    for word in wordset("places"):
        if word.endswith("市") and len(word) > 2:
            table[word] = table[word[:-1]] = word[:-1]
        elif len(word) > 2 and word[-1] in "区县州盟旗":
            table[word] = word[:-1]
    for word in wordset("provinces"):
        for suffix in ("", "省", "市", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区"):
            table[word + suffix] = word
    return table


@cache
def latin_cities() -> dict[str, str]:
    """Return short place name by its pinyin."""
    known = {sound(short): short for long, short in sorted(cities().items()) if long.endswith("市")}
    said = {short: short for short in ("北京", "上海", "广东")}
    return known | {sound(word): short for word, short in said.items()} | _ENGLISH_PLACES


@cache
def _place_sizes() -> dict[str, tuple[int, ...]]:
    return sizes_by(cities(), 0)


def place_at(text: str) -> tuple[int, str]:
    """Return the length and short form of the longest place name at the beginning of the text."""
    for size in _place_sizes().get(text[:1], ()):
        short = cities().get(text[:size])
        if short is not None and size <= len(text):
            return size, short
    return 0, ""


def city_of(text: str) -> str:
    """Return the city that a place column or an address begins with; a province only when no city is said."""
    text = fold(text).replace(" ", "").replace("-", "").replace(",", "").replace("/", "")
    if text.isascii():
        return latin_cities().get(text.removesuffix("city").removesuffix("shi"), text)
    found, at = "", 0
    while at < len(text):
        size, short = place_at(text[at:])
        if not size:
            break
        if short not in WIDE:
            return short
        found, at = short, at + size
    return found or text[:8].removesuffix("市")
