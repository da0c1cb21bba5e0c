"""Long patterns tried only where one of their alternatives can begin.

A pattern with hundreds of alternatives costs much at every character. What each alternative begins with is read from
the pattern itself (`heads`); one pass over a text finds the beginnings of all patterns, and only the alternatives that
begin at a place are tried there, in their order. What matches is the same as without. A pattern with groups of its
own is kept whole, since its groups belong together.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Final

from nlp.patterns.heads import Pattern, commonness
from nlp.patterns.stored import Apart, made, told
from nlp.patterns.sweep import BITS, SWEEP, Sweep
from nlp.span import BLANK

_Source = str | Callable[[], str] | Sequence[tuple[str, str]]
_Part = Callable[[str, int, int], re.Match[str] | None]

_ALTERNATIVE: Final = (1 << BITS) - 1
_ALL: Final = 1 << 30
_COMMON, _MUCH = 2, 3
"""How common a beginning must be for more to be asked for, and how much rarer that must be."""
_GROUPED: Final = made(r"(?<!\\)\((?!\?)|\(\?P<(?!same>)")
"""Groups that a match is asked for; one that is called `same` is only repeated within its alternative."""


class Opened:
    """A pattern that is tried only where it can begin; fits `re.Pattern` for `search` and `finditer`.

    `source` may be called for the pattern, or be (name, pattern) pairs that are tried in their order, for `named`.
    Patterns that share a `sweep` cost one pass over a text together.
    Nothing is read or compiled before the first question, so that importing stays quick.
    """

    __slots__ = (
        "_flags",
        "_loose",
        "_names",
        "_number",
        "_parts",
        "_source",
        "_sources",
        "_sweep",
        "_whole",
    )

    def __init__(self, source: _Source, flags: int = 0, sweep: Sweep = SWEEP) -> None:
        self._source, self._flags, self._sweep = source, flags, sweep
        self._number = -1
        self._whole: re.Pattern[str] | None = None
        self._sources: list[str] = []
        self._names: list[str] = []
        self._parts: list[_Part | None] = []
        self._loose: set[int] = set()
        self._sweep.add(self)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern, for matching at a known place."""
        if self._whole is None:
            self._whole = made("|".join(source for _, source in self._said()), self._flags)
        return self._whole

    def finditer(self, text: str, start: int = 0, end: int = _ALL) -> Sequence[re.Match[str]]:
        """Return the matches that `re.Pattern.finditer` gives."""
        codes = (self._sweep.kept.get(text) or self._sweep.look(text))[self._number]
        return [match for _, match in self._matches(text, self._from(codes, start), start, _ALL, end)] if codes else ()

    def named(self, text: str) -> list[tuple[str, re.Match[str]]]:
        """Return the matches, each with the name of the pattern that matches."""
        codes = self._sweep.look(text)[self._number]
        return [(self._names[at], match) for at, match in self._matches(text, codes, 0, _ALL)] if codes else []

    def search(self, text: str, start: int = 0, end: int = _ALL) -> re.Match[str] | None:
        """Return the match that `re.Pattern.search` gives."""
        codes = (self._sweep.kept.get(text) or self._sweep.look(text))[self._number]
        if not codes:
            return None
        found = self._matches(text, self._from(codes, start), start, 1, end)
        return found[0][1] if found else None

    def read(self, number: int) -> Iterator[tuple[str, int, frozenset[str] | None]]:
        """Take the pattern apart; yield what its alternatives begin with and each one's number.

        With them, where that is much rarer, comes what must stand in a text for an alternative to match at all.
        """
        self._number = number
        for name, source in self._said():
            base = len(self._sources)
            parts, loose, rows = told((source, int(self._flags)), partial(_apart, source, self._flags))
            self._sources += [source[start:end] for start, end in parts]
            self._names += [name] * len(parts)
            self._loose.update([base + at for at in loose])
            yield from ((head, base + at, needs) for head, at, needs in rows)
        self._parts = [None] * len(self._sources)

    def prepare(self) -> None:
        """Make all that a match is asked of, now rather than at the first question."""
        for at in range(len(self._sources)):
            self._part(at)
        with suppress(re.error):  # names of groups may stand in several of its patterns, which nobody asks as a whole
            self.pattern  # noqa: B018 - asked so that it is made

    def _said(self) -> Sequence[tuple[str, str]]:
        """Return the (name, pattern) pairs."""
        source = self._source
        if isinstance(source, str):
            return (("", source),)
        return (("", source()),) if callable(source) else source

    def _matches(
        self, text: str, codes: list[int], stop: int, most: int, end: int = _ALL
    ) -> list[tuple[int, re.Match[str]]]:
        """Return (alternative, match) from left to right; the first alternative that matches at a place wins."""
        if self._loose:
            codes = self._spread(codes, len(text))
        found: list[tuple[int, re.Match[str]]] = []
        parts = self._parts
        for code in codes:
            place = code >> BITS
            if place >= end:
                break
            if place >= stop:
                at = code & _ALTERNATIVE
                match = (parts[at] or self._part(at))(text, place, end)
                if match is not None:
                    found.append((at, match))
                    stop = match.end()
                    if len(found) == most:
                        break
        return found

    def _from(self, codes: list[int], start: int) -> list[int]:
        """Return the codes from a place on; a loose alternative may stand before what it needs."""
        return codes if self._loose or not start else codes[bisect_left(codes, start << BITS) :]

    def _part(self, at: int) -> _Part:
        part = self._parts[at] = made(self._sources[at], self._flags).match
        return part

    def _spread(self, codes: list[int], size: int) -> list[int]:
        """Return the codes with every place for the alternatives that may begin with anything."""
        loose = {code & _ALTERNATIVE for code in codes} & self._loose
        fixed = [code for code in codes if code & _ALTERNATIVE not in self._loose]
        return sorted([*fixed, *(place << BITS | at for at in loose for place in range(size))])


def _apart(source: str, flags: int) -> Apart:
    pattern = Pattern(source, flags)
    spans = pattern.alternatives()
    wholes = [((0, len(source)), spans)] if _GROUPED.search(source) else [(span, [span]) for span in spans]
    loose: list[int] = []
    rows: list[tuple[str, int, frozenset[str] | None]] = []
    for at, (_, parts) in enumerate(wholes):
        for part in parts:
            heads, needs = pattern.heads(*part), None
            if heads is None:
                loose.append(at)
                heads = pattern.needs(*part)
            elif commonness(heads) >= _COMMON:
                needs = _rarer(pattern.needs(*part), heads)
            rows += [(head, at, needs) for head in heads or ("",)]
    return [span for span, _ in wholes], loose, rows


def _rarer(needs: frozenset[str] | None, heads: frozenset[str]) -> frozenset[str] | None:
    """Return what matches need, if that is much rarer than what they begin with; a blank may come in later."""
    if not needs or commonness(needs) * _MUCH > commonness(heads) or any(BLANK in need for need in needs):
        return None
    return needs
