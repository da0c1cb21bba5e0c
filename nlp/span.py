"""A piece of a message that a rule recognised."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

_CLAUSE = re.compile(r"[^,;:!?。\n\r]+")


@dataclass(frozen=True, slots=True)
class Span:
    """`[start, end)` of the plain text, its value, the rule that found it, and how sure the rule is (0..1)."""

    start: int
    end: int
    value: str
    rule: str
    score: float = 1.0
    role: str = ""

    def overlaps(self, other: Span) -> bool:
        """Tell whether two spans share a character."""
        return self.start < other.end and other.start < self.end


def clauses(plain: str) -> list[tuple[int, int]]:
    """Return the spans between punctuation marks."""
    return [match.span() for match in _CLAUSE.finditer(plain)]


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int:
        """The first character."""

    @property
    def end(self) -> int:
        """The character after the last."""


def blank(plain: str, spans: Iterable[Placed]) -> str:
    """Return the text with spans blanked, places unchanged."""
    kept = list(plain)
    for span in spans:
        kept[span.start : span.end] = "□" * (span.end - span.start)
    return "".join(kept)


def clause_start(spans: list[tuple[int, int]], place: int) -> int:
    """Return where the last clause that begins at or before `place` begins, 0 when none does."""
    at = bisect_right(spans, place, key=_start)
    return spans[at - 1][0] if at else 0


def _start(span: tuple[int, int]) -> int:
    return span[0]


class Cover:
    """Which characters of a text spans cover, and where they begin and end.

    It is asked at every candidate, so that the answer must not grow with the number of spans.
    """

    __slots__ = ("_ends", "_marks", "_starts")

    def __init__(self, size: int, *groups: Iterable[Span]) -> None:
        self._marks = bytearray(size)
        starts: list[int] = []
        ends: list[int] = []
        for group in groups:
            for span in group:
                self._marks[span.start : span.end] = b"\1" * (span.end - span.start)
                starts.append(span.start)
                ends.append(span.end)
        self._starts, self._ends = sorted(starts), sorted(ends)

    def add(self, span: Span) -> None:
        """Cover one more span."""
        self._marks[span.start : span.end] = b"\1" * (span.end - span.start)
        insort(self._starts, span.start)
        insort(self._ends, span.end)

    def over(self, start: int, end: int) -> bool:
        """Tell whether any span shares a character with `[start, end)`."""
        return self._marks.find(1, start, end) >= 0

    def begins(self, place: int) -> bool:
        """Tell whether a span begins here."""
        at = bisect_right(self._starts, place)
        return at > 0 and self._starts[at - 1] == place

    def first_after(self, place: int, most: int) -> int:
        """Return where the first span after `place` begins, at most `most`."""
        at = bisect_right(self._starts, place)
        return min(self._starts[at], most) if at < len(self._starts) else most

    def last_before(self, place: int, least: int) -> int:
        """Return where the last span that ends at or before `place` ends, at least `least`."""
        at = bisect_right(self._ends, place)
        return max(self._ends[at - 1], least) if at else least
