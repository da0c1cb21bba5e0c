"""What the matches of a pattern begin with, read from the pattern's own text.

Only the beginning of each alternative is looked at, so that hundreds of patterns cost milliseconds. What comes out
may name too many beginnings and never too few; syntax that is not known here begins with anything.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from nlp.patterns.beginnings import ANYTHING, NOTHING, REACH, REPEAT, Heads, any_of, joined, meant, members, repeated
from nlp.patterns.stored import made

_LITERAL: Final = 3
"""Characters of a beginning that is written out."""
_OFTEN, _SELDOM = 1.0, 0.05
_LONG: Final = 1500
"""Characters of a group that is not looked into for what it needs: lists of names begin with enough."""
_SIGN: Final = made(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.S)
_GROUP: Final = made(r"\((?:\?(?:P<\w+>|(?P<flags>[aimsux]*)(?:-[imsx]+)?:|(?P<look><?[=!])|(?P<odd>.)))?")
_PLAIN: Final = made(r"[^\\\[\](){}.^$|?*+]{1,3}(?![?*{+])")


def commonness(heads: frozenset[str]) -> float:
    """Return how many of a hundred places begin with one of these, roughly: one character stands often, two seldom."""
    return sum(_OFTEN if len(head) == 1 else _SELDOM for head in heads)


class Pattern:
    """The text of a pattern with the places of its brackets and bars."""

    __slots__ = ("_bars", "_closes", "_folded", "text")

    def __init__(self, text: str, flags: int = 0) -> None:
        self.text = text
        self._folded = bool(flags & re.IGNORECASE)
        self._closes: dict[int, int] = {}
        self._bars: dict[int, list[int]] = {-1: []}
        opened = [-1]
        for sign in _SIGN.finditer(text):
            place, kind = sign.start(), sign[0]
            if kind == "(":
                opened.append(place)
                self._bars[place] = []
            elif kind == ")":
                self._closes[opened.pop()] = place
            elif kind == "|":
                self._bars[opened[-1]].append(place)
            elif kind[0] == "[":
                self._closes[place] = sign.end() - 1

    def alternatives(self) -> list[tuple[int, int]]:
        """Return the spans of the alternatives that nothing stands around."""
        return self._split(-1, 0, len(self.text))

    def heads(self, start: int, end: int) -> frozenset[str] | None:
        """Return what matches of one alternative begin with; None when that may be anything."""
        plain = _PLAIN.match(self.text, start, end)
        if plain is not None and len(plain[0]) == _LITERAL and not self._folded:
            return frozenset((plain[0],))
        found = {head for head, _ in self._sequence(start, end)}
        if "" in found:
            return None
        return frozenset(head for head in found if len(head) == 1 or head[0] not in found)

    def needs(self, start: int, end: int) -> frozenset[str] | None:
        """Return what stands somewhere in every match of an alternative: the rarest such beginnings of its parts."""
        best: frozenset[str] | None = None
        at = start
        while at < end:
            found = [self.heads(at, end)]
            if found[0] is not None and commonness(found[0]) <= _SELDOM:
                return found[0]
            _, after = self._part(at, end)
            if self.text[at] == "(" and after == self._closes[at] + 1 and after - at < _LONG:
                found.append(self._within(at))
            for rarer in found:
                if rarer is not None and (best is None or commonness(rarer) < commonness(best)):
                    best = rarer
            at = after
        return best

    def _within(self, at: int) -> frozenset[str] | None:
        """Return what stands in every match of a group: something of one of its alternatives."""
        opened = _GROUP.match(self.text, at)
        if opened is None or opened["odd"] or opened["look"]:
            return None
        folded = self._folded
        self._folded = folded or "i" in (opened["flags"] or "")
        each = [self.needs(*span) for span in self._split(at, opened.end(), self._closes[at])]
        self._folded = folded
        return frozenset().union(*[one for one in each if one]) if all(each) else None

    def _split(self, opened: int, start: int, end: int) -> list[tuple[int, int]]:
        edges = [start - 1, *self._bars[opened], end]
        return [(left + 1, right) for left, right in pairwise(edges)]

    def _sequence(self, at: int, end: int) -> Heads:
        found = NOTHING
        while at < end and not all(ended for _, ended in found):
            once, at = self._part(at, end)
            found = joined(found, once)
        return found

    def _part(self, at: int, end: int) -> tuple[Heads, int]:
        """Return the beginnings of one part of the pattern, repeated as it says, and where the next part stands."""
        plain = None if self._folded else _PLAIN.match(self.text, at, end)
        if plain is not None:
            head = plain[0][:REACH]
            return frozenset(((head, len(head) == REACH),)), plain.end()
        once, at = self._atom(at)
        repeat = REPEAT.match(self.text, at, end)
        return (repeated(once, repeat), repeat.end()) if repeat is not None else (once, at)

    def _atom(self, at: int) -> tuple[Heads, int]:
        char = self.text[at]
        if char == "(":
            return self._group(at), self._closes[at] + 1
        if char == "[":
            close = self._closes[at]
            return any_of(members(self.text[at + 1 : close]), folded=self._folded), close + 1
        if char == "\\":
            code = self.text[at + 1]
            return (NOTHING if code in "bBAZ" else any_of(meant(code), folded=self._folded)), at + 2
        if char in "^$":
            return NOTHING, at + 1
        return (ANYTHING if char == "." else any_of((char,), folded=self._folded)), at + 1

    def _group(self, at: int) -> Heads:
        found = _GROUP.match(self.text, at)
        if found is None or found["odd"]:
            return ANYTHING
        if found["look"]:
            return NOTHING
        folded = self._folded
        self._folded = folded or "i" in (found["flags"] or "")
        parts = [self._sequence(*span) for span in self._split(at, found.end(), self._closes[at])]
        self._folded = folded
        return frozenset().union(*parts)
