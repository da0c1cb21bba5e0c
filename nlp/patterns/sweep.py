"""One pass over a text that finds where any of many patterns may begin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any, Protocol

from nlp.span import BLANK

BITS = 12
"""A place and the number of an alternative (below 4096) are kept as one number, so that they sort as they are tried."""
KEPT = 256
"""Texts whose places are kept: those of the messages that are read side by side, and as many older ones."""


_Target = tuple[int, int]
"""A pattern and one of its alternatives."""
_Gated = list[tuple[int, list[_Target]]]
"""By gate what may begin somewhere; a gate is open in a text that holds one of what its alternatives need."""
_NO_GATE = 0


class Readable(Protocol):
    """A pattern that says what its alternatives begin with."""

    def read(self, number: int) -> Iterator[tuple[str, int, frozenset[str] | None]]:
        """Take this number; yield each beginning with the number of its alternative, and one of what a match needs."""


class Sweep:
    """One automaton of what many patterns begin with.

    `kept` has for each of the last texts by pattern the codes in order: many patterns ask of one text.
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
    )

    def __init__(self) -> None:
        self._unread: list[Readable] = []
        self._always: list[_Target] = []
        self._targets: defaultdict[str, defaultdict[int, list[_Target]]] = defaultdict(lambda: defaultdict(list))
        self._gates: dict[frozenset[str] | None, int] = {None: _NO_GATE}
        self._count = 0
        self._opened: dict[str, set[int]] = {}
        self.kept: dict[str, dict[int, list[int]]] = {}

    def add(self, pattern: Readable) -> None:
        """Take a pattern in; it is read when a text is asked about."""
        self._unread.append(pattern)
        self.kept.clear()
        self._opened.clear()

    def look(self, text: str) -> dict[int, list[int]]:
        """Return for each pattern where its alternatives may begin in a text."""
        kept = self.kept.get(text)
        if kept is not None:
            return kept
        if len(self.kept) >= KEPT:
            for old in list(islice(self.kept, KEPT // 2)):
                del self.kept[old], self._opened[old]
        if self._unread:
            self._read()
        found: defaultdict[int, list[int]] = defaultdict(list)
        rows, opened, waiting = self._rows, {_NO_GATE}, list[tuple[int, _Gated]]()
        for head, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            start <<= BITS
            sure, gated, opens = rows[head]
            for number, at in sure:
                found[number].append(start | at)
            if gated:
                waiting.append((start, gated))
            if opens:
                opened |= opens
        for start, gated in waiting:
            for gate, targets in gated:
                if gate in opened:
                    for number, at in targets:
                        found[number].append(start | at)
        for number, at in self._always:
            found[number].append(at)
        for codes in found.values():
            if len(codes) > 1:
                codes.sort()
        self.kept[text], self._opened[text] = found, opened
        return found

    def same(self, text: str, source: str) -> None:
        """Look no more at a text that is a source with some places blanked, but for what begins with a blank.

        No gate asks for a blank, so those of the source are open.
        What is said to begin at a place that was blanked fails when it is tried there.
        """
        found = self.kept.get(source)
        if found is None or text == source:
            return
        more: defaultdict[int, list[int]] = defaultdict(list)
        opened = self._opened[text] = self._opened[source]
        for head, start, _ in self._blanks.find_matches_as_indexes(text, overlapping=True):
            for gate, targets in self._blank_rows[head]:
                if gate in opened:
                    for number, at in targets:
                        more[number].append(start << BITS | at)
        self.kept[text] = found | {number: sorted(codes + found.get(number, [])) for number, codes in more.items()}

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

    def _row(self, head: str, opens: frozenset[int]) -> tuple[list[_Target], _Gated, frozenset[int]]:
        """Return (what may begin here, what may where its gate is open, the gates that this opens)."""
        targets = dict(self._targets.get(head, {}))
        sure = targets.pop(_NO_GATE, [])
        return sure, list(targets.items()), opens


SWEEP = Sweep()
"""The one that all patterns of the house share."""
