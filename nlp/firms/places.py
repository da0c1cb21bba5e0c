"""Names of places in a text and at the beginning of a firm's name."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, Final

from nlp.lexicon import words, wordset
from nlp.names.cities import sizes_by

_LONGEST: Final = 11
"""Characters of a place name."""


@cache
def _atlas() -> Any:
    import ahocorasick_rs

    return ahocorasick_rs.AhoCorasick(words("places"), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


@lru_cache(maxsize=512)
def find_places(plain: str) -> list[tuple[int, int]]:
    """Return the spans of place names, longest first."""
    return [(start, end) for _, start, end in _atlas().find_matches_as_indexes(plain)]


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    return sizes_by([word for word in words("places") if 1 < len(word) <= _LONGEST], 0)


def _place_at(text: str, at: int) -> int:
    """Return the length of the longest place name at this character, or 0."""
    if at >= len(text):
        return 0
    places = wordset("places")
    for size in _sizes().get(text[at], ()):
        if text[at : at + size] in places and at + size <= len(text):
            return size
    return 0


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
