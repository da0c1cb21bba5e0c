"""The endings that are peeled off a firm's name, and the places it may begin with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from nlp.fold import sound
from nlp.lexicon import wordset
from nlp.names.cities import sizes_by

BROAD_TRADES: Final = wordset("trades_broad")
"""Trades so broad that the same firm is written with and without them."""


@dataclass(frozen=True, slots=True)
class Endings:
    """Words that end a name, found longest first with a look-up or two."""

    words: frozenset[str]
    sizes: dict[str, tuple[int, ...]]

    def longest(self, text: str, spare: int) -> int:
        """Return the length of the longest ending that leaves at least `spare` characters, 0 for none."""
        most = len(text) - spare
        for size in self.sizes.get(text[-1], ()):
            if size <= most and text[-size:] in self.words:
                return size
        return 0


def _endings(words: Iterable[str]) -> Endings:
    chosen = frozenset(words)
    return Endings(chosen, sizes_by(chosen, -1))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The endings that are peeled off a name, and the places beside the known ones, as written and in pinyin."""

    legal: Endings
    trades: Endings
    places: Mapping[str, str] = field(default_factory=dict)
    latin_places: Mapping[str, str] = field(default_factory=dict)


@cache
def vocabulary(learned: frozenset[str] = frozenset(), places: frozenset[str] = frozenset()) -> Vocabulary:
    """Return the house's lists, with trades and places learned from a file added."""
    trades = {word for word in wordset("trades") if len(word) > 1} | wordset("trades_long") | BROAD_TRADES | learned
    legal = wordset("legal_forms")
    written = {word + end: word for word in sorted(places) for end in ("", "市", "区", "县")}
    return Vocabulary(
        _endings(legal), _endings(trades - legal), written, {sound(word): word for word in sorted(places)}
    )
