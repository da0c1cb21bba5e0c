"""One pass over a text that finds where any of many patterns may begin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Protocol

from nlp.span import BLANK

BITS = 12
"""A place and the number of an alternative (below 4096) are kept as one number, so that they sort as they are tried."""
KEPT = 128
"""Texts whose places are kept: as many as are read side by side, more than once over."""


class Readable(Protocol):
    """A pattern that says what its alternatives begin with."""

    def read(self, number: int) -> Iterator[tuple[str, int]]:
        """Take this number; yield each beginning with the number of its alternative."""


class Sweep:
    """One automaton of what many patterns begin with.

    `kept` has for each of the last texts by pattern the codes in order: many patterns ask of one text.
    """

    __slots__ = ("_always", "_automaton", "_blank_rows", "_blanks", "_count", "_rows", "_targets", "_unread", "kept")

    def __init__(self) -> None:
        self._unread: list[Readable] = []
        self._always: list[tuple[int, int]] = []
        self._targets: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._count = 0
        self.kept: dict[str, dict[int, list[int]]] = {}

    def add(self, pattern: Readable) -> None:
        """Take a pattern in; it is read when a text is asked about."""
        self._unread.append(pattern)
        self.kept.clear()

    def look(self, text: str) -> dict[int, list[int]]:
        """Return for each pattern where its alternatives may begin in a text."""
        kept = self.kept.get(text)
        if kept is not None:
            return kept
        if len(self.kept) >= KEPT:
            self.kept.clear()
        if self._unread:
            self._read()
        found: defaultdict[int, list[int]] = defaultdict(list)
        rows = self._rows
        for head, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            start <<= BITS
            for number, at in rows[head]:
                found[number].append(start | at)
        for number, at in self._always:
            found[number].append(at)
        for codes in found.values():
            if len(codes) > 1:
                codes.sort()
        self.kept[text] = found
        return found

    def same(self, text: str, source: str) -> None:
        """Look no more at a text that is a source with some places blanked, but for what begins with a blank.

        What is said to begin at a place that was blanked fails when it is tried there.
        """
        found = self.kept.get(source)
        if found is None or text == source:
            return
        more: defaultdict[int, list[int]] = defaultdict(list)
        for head, start, _ in self._blanks.find_matches_as_indexes(text, overlapping=True):
            for number, at in self._blank_rows[head]:
                more[number].append(start << BITS | at)
        self.kept[text] = found | {number: sorted(codes + found.get(number, [])) for number, codes in more.items()}

    def _read(self) -> None:
        """Read the patterns that came in, and make the automaton anew. What begins with anything begins with ""."""
        import ahocorasick_rs

        for pattern in self._unread:
            for head, at in pattern.read(self._count):
                self._targets[head].append((self._count, at))
            self._count += 1
        self._unread.clear()
        self._always += self._targets.pop("", [])
        blanks = [head for head in self._targets if BLANK in head]
        self._automaton: Any = ahocorasick_rs.AhoCorasick(list(self._targets))
        self._blanks: Any = ahocorasick_rs.AhoCorasick(blanks)
        self._rows = list(self._targets.values())
        self._blank_rows = [self._targets[head] for head in blanks]


SWEEP = Sweep()
"""The one that all patterns of the house share."""
