"""A piece of a message that a rule recognised."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Final, NamedTuple, Protocol

from nlp.patterns.stored import made

BLANK: Final = "□"
"""Stands for a character of a name that is to be heard as no word."""
_CLAUSE: Final = made(r"[^,;:!?。\n\r]+")


class Span(NamedTuple):
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


def hundredths(sure: float) -> float:
    """Return how sure something is to two places; `round` takes a hundred times as long, for the last of ties."""
    return int(sure * 100 + 0.5) / 100


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
    for span in spans:
        plain = plain[: span.start] + BLANK * (span.end - span.start) + plain[span.end :]
    return plain


def clause_start(spans: list[tuple[int, int]], place: int) -> int:
    """Return where the last clause that begins at or before `place` begins, 0 when none does."""
    at = bisect_right(spans, place, key=_start)
    return spans[at - 1][0] if at else 0


def _start(span: tuple[int, int]) -> int:
    return span[0]


class Cover:
    """Which characters of a text spans cover, and where they begin and end.

    It is asked at every candidate, so that the answer must not grow with the number of spans: a character is a bit.
    """

    __slots__ = ("_ends", "_marks", "_spans", "_starts")

    def __init__(self, *groups: Iterable[Span]) -> None:
        self._spans = [span for group in groups for span in group]
        marks = 0
        for span in self._spans:
            marks |= (1 << span.end) - (1 << span.start)
        self._marks = marks
        self._starts: list[int] | None = None
        self._ends: list[int] | None = None

    def add(self, span: Span) -> None:
        """Cover one more span."""
        self._marks |= (1 << span.end) - (1 << span.start)
        self._spans.append(span)

    def over(self, start: int, end: int) -> bool:
        """Tell whether any span shares a character with `[start, end)`."""
        return 0 <= start < end and self._marks >> start & ((1 << end - start) - 1) != 0

    def begins(self, place: int) -> bool:
        """Tell whether a span begins here."""
        starts = self._sorted()[0]
        at = bisect_right(starts, place)
        return at > 0 and starts[at - 1] == place

    def first_after(self, place: int, most: int) -> int:
        """Return where the first span after `place` begins, at most `most`."""
        starts = self._sorted()[0]
        at = bisect_right(starts, place)
        return min(starts[at], most) if at < len(starts) else most

    def last_before(self, place: int, least: int) -> int:
        """Return where the last span that ends at or before `place` ends, at least `least`."""
        ends = self._sorted()[1]
        at = bisect_right(ends, place)
        return max(ends[at - 1], least) if at else least

    def _sorted(self) -> tuple[list[int], list[int]]:
        """Return where spans begin and where they end, in order; few covers are ever asked."""
        starts, ends = self._starts, self._ends
        if starts is None or ends is None or len(starts) < len(self._spans):
            starts = self._starts = sorted([span.start for span in self._spans])
            ends = self._ends = sorted([span.end for span in self._spans])
        return starts, ends
