"""One pass over a text that finds where any of many patterns may begin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final, Protocol

from nlp.span import BLANK

BITS: Final = 12
"""A place and the number of an alternative (below 4096) are kept as one number, so that they sort as they are tried."""
KEPT: Final = 256
"""Texts whose places are kept: those of the messages that are read side by side, and as many older ones."""


_Target = tuple[int, int]
"""A pattern and one of its alternatives."""
Places = list[list[int] | None]
"""By the number of a pattern the codes of where its alternatives may begin, in order."""
_Gated = list[tuple[int, list[_Target]]]
"""By gate what may begin somewhere; a gate is open in a text that holds one of what its alternatives need."""
_NO_GATE: Final = 0


class Readable(Protocol):
    """A pattern that says what its alternatives begin with."""

    def read(self, number: int) -> Iterator[tuple[str, int, frozenset[str] | None]]:
        """Take this number; yield each beginning with the number of its alternative, and one of what a match needs."""

    def prepare(self) -> None:
        """Make all that a match is asked of."""


class Sweep:
    """One automaton of what many patterns begin with.

    `kept` has the places of the last texts: many patterns ask of one text.
    """

    __slots__ = (
        "_always",
        "_automaton",
        "_blank_rows",
        "_blanks",
        "_count",
        "_gates",
        "_opened",
        "_rows",
        "_targets",
        "_unread",
        "kept",
        "patterns",
    )

    def __init__(self) -> None:
        self.patterns: list[Readable] = []
        self._unread: list[Readable] = []
        self._always: list[_Target] = []
        self._targets: defaultdict[str, defaultdict[int, list[_Target]]] = defaultdict(lambda: defaultdict(list))
        self._gates: dict[frozenset[str] | None, int] = {None: _NO_GATE}
        self._count = 0
        self._opened: dict[str, set[int]] = {}
        self.kept: dict[str, Places] = {}

    def add(self, pattern: Readable) -> None:
        """Take a pattern in; it is read when a text is asked about."""
        self.patterns.append(pattern)
        self._unread.append(pattern)
        self.kept.clear()
        self._opened.clear()

    def look(self, text: str) -> Places:
        """Return for each pattern where its alternatives may begin in a text."""
        kept = self.kept.get(text)
        if kept is not None:
            return kept
        if len(self.kept) >= KEPT:
            for old in list(islice(self.kept, KEPT // 2)):
                del self.kept[old], self._opened[old]
        if self._unread:
            self._read()
        found: Places = [None] * self._count
        mixed: set[int] = set()
        rows, opened, waiting = self._rows, {_NO_GATE}, list[tuple[int, _Row]]()
        begun: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(text, overlapping=True)
        for head, start, _ in begun:
            row = rows[head]
            _put(found, start << BITS, row.sure, mixed)
            if row.gated:
                waiting.append((start << BITS, row))
            if row.opens:
                opened |= row.opens
        for place, row in waiting:
            if not row.gates.isdisjoint(opened):
                for gate, targets in row.gated:
                    if gate in opened:
                        _put(found, place, targets, mixed)
        _put(found, 0, self._always, mixed)
        for number in mixed:
            codes = found[number]
            if codes is not None:
                codes.sort()
        self.kept[text], self._opened[text] = found, opened
        return found

    def same(self, text: str, source: str) -> None:
        """Look no more at a text that is a source with some places blanked, but for what begins with a blank.

        No gate asks for a blank, so those of the source are open.
        What is said to begin at a place that was blanked fails when it is tried there.
        """
        found = self.kept.get(source)
        if found is None or text in self.kept:
            return
        more: dict[int, list[int]] = {}
        opened = self._opened[text] = self._opened[source]
        begun: list[tuple[int, int, int]] = self._blanks.find_matches_as_indexes(text, overlapping=True)
        for head, start, _ in begun:
            for gate, targets in self._blank_rows[head]:
                if gate in opened:
                    for number, at in targets:
                        more.setdefault(number, []).append(start << BITS | at)
        now = self.kept[text] = found.copy()
        for number, codes in more.items():
            now[number] = sorted(codes + (found[number] or []))

    def _read(self) -> None:
        """Read the patterns that came in, and make the automaton anew. What begins with anything begins with ""."""
        import ahocorasick_rs

        for pattern in self._unread:
            for head, at, needs in pattern.read(self._count):
                gate = self._gates.setdefault(needs, len(self._gates))
                self._targets[head][gate].append((self._count, at))
            self._count += 1
        self._unread.clear()
        self._always += [target for targets in self._targets.pop("", {}).values() for target in targets]
        opens: defaultdict[str, set[int]] = defaultdict(set)
        for needs, gate in self._gates.items():
            for need in needs or ():
                opens[need].add(gate)
        heads = list({**self._targets, **opens})
        blanks = [head for head in self._targets if BLANK in head]
        self._automaton: Any = ahocorasick_rs.AhoCorasick(heads)
        self._blanks: Any = ahocorasick_rs.AhoCorasick(blanks)
        self._rows = [self._row(head, frozenset(opens.get(head, ()))) for head in heads]
        self._blank_rows = [list(self._targets[head].items()) for head in blanks]

    def _row(self, head: str, opens: frozenset[int]) -> _Row:
        targets = dict(self._targets.get(head, {}))
        sure = targets.pop(_NO_GATE, [])
        return _Row(sure, list(targets.items()), frozenset(targets), opens)


class _Row:
    """What one beginning says: what may begin here, what may where one of its gates is open, the gates it opens."""

    __slots__ = ("gated", "gates", "opens", "sure")

    def __init__(self, sure: list[_Target], gated: _Gated, gates: frozenset[int], opens: frozenset[int]) -> None:
        self.sure = sure
        self.gated = gated
        self.gates = gates
        self.opens = opens


def _put(found: Places, place: int, targets: list[_Target], mixed: set[int]) -> None:
    """Add a place for some alternatives; note the patterns whose codes are no longer in order."""
    for number, at in targets:
        codes = found[number]
        if codes is None:
            found[number] = [place | at]
        else:
            if codes[-1] > place | at:
                mixed.add(number)
            codes.append(place | at)


SWEEP: Final = Sweep()
"""The one that all patterns of the house share."""
