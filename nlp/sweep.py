"""One pass over a text that finds where any of many patterns may begin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Protocol

BITS = 12
"""A place and the number of an alternative (below 4096) are kept as one number, so that they sort as they are tried."""


class Readable(Protocol):
    """A pattern that says what its alternatives begin with."""

    def read(self, number: int) -> Iterator[tuple[str, int]]:
        """Take this number; yield each beginning with the number of its alternative."""


class Sweep:
    """One automaton of what many patterns begin with."""

    __slots__ = ("_automaton", "_count", "_last", "_rows", "_targets", "unread")

    def __init__(self) -> None:
        self.unread: list[Readable] = []
        self._targets: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._count = 0
        self._last: tuple[str, dict[int, list[int]]] = ("", {})

    def read(self) -> None:
        """Read the patterns that no text was asked about yet."""
        import ahocorasick_rs

        for opened in self.unread:
            for head, at in opened.read(self._count):
                self._targets[head].append((self._count, at))
            self._count += 1
        self.unread.clear()
        self._automaton: Any = ahocorasick_rs.AhoCorasick(list(self._targets))
        self._rows = list(self._targets.values())
        self._last = ("", {})

    def places(self, text: str) -> dict[int, list[int]]:
        """Return for each pattern its codes in order; the last answer is kept, since many ask in a row."""
        last, found = self._last
        if last is text:
            return found
        found = defaultdict(list)
        rows = self._rows
        for head, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            start <<= BITS
            for number, at in rows[head]:
                found[number].append(start | at)
        for codes in found.values():
            codes.sort()
        self._last = (text, found)
        return found


SWEEPS = {"plain": Sweep(), "quiet": Sweep()}
