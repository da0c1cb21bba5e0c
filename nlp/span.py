"""A piece of a message that a rule recognised."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


def clause_at(spans: list[tuple[int, int]], place: int) -> tuple[int, int]:
    """Return the clause that holds `place`, or the nearest before it."""
    found = (0, 0)
    for span in spans:
        if span[0] > place:
            break
        found = span
    return found


def covered(spans: list[Span], start: int, end: int) -> bool:
    """Tell whether any span shares a character with `[start, end)`."""
    return any(span.start < end and start < span.end for span in spans)
