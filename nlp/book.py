"""The book of known names: found in a text in one pass, longest first, without the plain text's help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from nlp.index import SHORTEST_SPELT, Index
from nlp.normalize import normalize
from nlp.patterns.stored import made
from nlp.reading import BookEntry
from nlp.span import Span

_SYLLABLES: Final = made(r"(?<![a-z0-9@._\-/])[a-z]{1,24}(?: [a-z]{1,24}){0,11}(?![a-z0-9@_])")
_SYLLABLE: Final = made(r"[a-z]+")
_MOST_SYLLABLES: Final = 8


class Book:
    """Known companies, people, products and competitors, with their aliases."""

    __slots__ = ("_automaton", "_indexes", "_owners", "entries")

    def __init__(self, entries: Sequence[BookEntry]) -> None:
        self.entries = tuple(entries)
        self._owners: list[tuple[str, BookEntry]] = []
        for entry in self.entries:
            for name in (entry.name, *entry.aliases):
                folded = normalize(name).plain.casefold().strip()
                if len(folded) >= 2:
                    self._owners.append((folded, entry))
        self._automaton: Any = None
        self._indexes: dict[str, Index] = {}

    def index(self, kind: str) -> Index:
        """Return the records of a kind, findable by sound; built at the first question."""
        if kind not in self._indexes:
            self._indexes[kind] = Index(self.entries, kind)
        return self._indexes[kind]

    def find(self, plain: str) -> list[tuple[Span, BookEntry]]:
        """Return every known name in the plain text with its entry, without overlaps."""
        if not self._owners:
            return []
        if self._automaton is None:
            import ahocorasick_rs

            self._automaton = ahocorasick_rs.AhoCorasick(
                [name for name, _ in self._owners], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
            )
        found: list[tuple[Span, BookEntry]] = []
        folded = plain.casefold()
        if len(folded) != len(plain):
            folded = plain.lower() if len(plain.lower()) == len(plain) else plain
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            if _cut(plain, start, end):
                continue
            entry = self._owners[index][1]
            start, end = _whole(folded, start, end, entry)
            if found and found[-1][0].end > start:
                continue
            found.append((Span(start, end, plain[start:end], f"book_{entry.kind}", 1.0, entry.kind), entry))
        return found + self._spelt(folded)

    def _spelt(self, folded: str) -> list[tuple[Span, BookEntry]]:
        """Return the names that are typed in pinyin, with blanks or without (fo shan zhao ming)."""
        runs = [run for run in _SYLLABLES.finditer(folded) if len(run[0]) >= SHORTEST_SPELT]
        if not runs:
            return []
        known = self.index("company")
        found: list[tuple[Span, BookEntry]] = []
        for run in runs:
            words = [match.span() for match in _SYLLABLE.finditer(folded, run.start(), run.end())]
            at = 0
            while at < len(words):
                for far in range(min(len(words), at + _MOST_SYLLABLES), at, -1):
                    start, end = words[at][0], words[far - 1][1]
                    entry = known.spelt(folded[start:end])
                    if entry is not None:
                        span = Span(start, end, folded[start:end], f"book_{entry.kind}", 1.0, entry.kind)
                        found.append((span, entry))
                        at = far - 1
                        break
                at += 1
        return found


def _whole(folded: str, start: int, end: int, entry: BookEntry) -> tuple[int, int]:
    """Return an alias with what of the entry's name stands around it (安克 in 安克创新的…, 博众 in 博众精工)."""
    name = normalize(entry.name).plain.casefold()
    at = name.find(folded[start:end])
    if entry.kind != "company" or at < 0:
        return start, end
    far, last = end, at + end - start
    while far < len(folded) and last < len(name) and folded[far] == name[last]:
        far, last = far + 1, last + 1
    near, first = start, at
    while near > 0 and first > 0 and folded[near - 1] == name[first - 1]:
        near, first = near - 1, first - 1
    return near if start - near >= 2 else start, far if far - end >= 2 else end


def _cut(plain: str, start: int, end: int) -> bool:
    """Tell whether a Latin name is only a part of a longer word."""

    def latin(char: str) -> bool:
        return char.isascii() and char.isalnum()

    left = start > 0 and latin(plain[start]) and latin(plain[start - 1])
    return left or (end < len(plain) and latin(plain[end - 1]) and latin(plain[end]))
