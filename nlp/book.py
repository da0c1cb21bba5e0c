"""The book of known names: found in a text in one pass, longest first, without the plain text's help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nlp.index import Index
from nlp.normalize import normalize
from nlp.reading import BookEntry
from nlp.span import Span


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
        found = []
        folded = plain.casefold()
        if len(folded) != len(plain):
            folded = plain.lower() if len(plain.lower()) == len(plain) else plain
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            if _cut(plain, start, end):
                continue
            entry = self._owners[index][1]
            end = _whole(folded, start, end, entry)
            found.append((Span(start, end, plain[start:end], f"book_{entry.kind}", 1.0, entry.kind), entry))
        return found


def _whole(folded: str, start: int, end: int, entry: BookEntry) -> int:
    """Return where an alias ends that the text goes on with as the entry's name does (安克 in 安克创新的…)."""
    name = normalize(entry.name).plain.casefold()
    if entry.kind != "company" or not name.startswith(folded[start:end]):
        return end
    far = end
    while far < len(folded) and far - start < len(name) and folded[far] == name[far - start]:
        far += 1
    return far if far - end >= 2 else end


def _cut(plain: str, start: int, end: int) -> bool:
    """Tell whether a Latin name is only a part of a longer word."""

    def latin(char: str) -> bool:
        return char.isascii() and char.isalnum()

    left = start > 0 and latin(plain[start]) and latin(plain[start - 1])
    return left or (end < len(plain) and latin(plain[end - 1]) and latin(plain[end]))
