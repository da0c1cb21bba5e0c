"""Patterns asked only of texts that hold what each of their matches needs.

What a pattern needs is read from its own text (`heads`); the one pass over a text that finds where patterns may begin
finds that, too. A pattern that says nothing of its needs is asked of every text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from nlp.patterns.heads import Pattern
from nlp.patterns.stored import Apart, made, told
from nlp.patterns.sweep import SWEEP, Sweep


class Held:
    """A pattern with the methods of `re.Pattern`; `lead` is what may stand before it, which needs nothing."""

    __slots__ = ("_flags", "_lead", "_number", "_source", "_sweep", "_whole")

    def __init__(self, source: str, flags: int = 0, *, lead: str = "", sweep: Sweep = SWEEP) -> None:
        self._source, self._flags, self._lead, self._sweep = source, flags, lead, sweep
        self._number = -1
        self._whole: re.Pattern[str] | None = None
        self._sweep.add(self)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern, for texts that were not looked at."""
        if self._whole is None:
            self._whole = made(f"{self._lead}(?:{self._source})", self._flags)
        return self._whole

    def match(self, text: str, whole: str | None = None) -> re.Match[str] | None:
        """Return the match at the beginning of a text, or of a part of one that is asked about as a `whole`."""
        return self.pattern.match(text) if self.may(whole or text) else None

    def search(self, text: str, whole: str | None = None) -> re.Match[str] | None:
        """Return the first match in a text, or in a part of one that is asked about as a `whole`."""
        return self.pattern.search(text) if self.may(whole or text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in a text."""
        return self.pattern.finditer(text) if self.may(text) else iter(())

    def may(self, text: str) -> bool:
        """Tell whether a text, or a part of it, can match at all."""
        return (self._sweep.kept.get(text) or self._sweep.look(text))[self._number] is not None

    def prepare(self) -> None:
        """Make what a match is asked of, now rather than at the first question."""
        self.pattern  # noqa: B018 - asked so that it is made

    def read(self, number: int) -> Iterator[tuple[str, int, frozenset[str] | None]]:
        """Take this number; yield what must stand in a text, as if the pattern began with it."""
        self._number = number
        yield from needed(self._source, self._flags)


def needed(source: str, flags: int = 0) -> Sequence[tuple[str, int, frozenset[str] | None]]:
    """Return, as rows of `Readable.read`, what each match of a pattern holds one of; "" for anything."""
    return told((f"held {source}", int(flags)), partial(_needs, source, flags))[2]


def _needs(source: str, flags: int) -> Apart:
    pattern = Pattern(source, flags)
    needs = [pattern.needs(*span) for span in pattern.alternatives()]
    heads = frozenset().union(*[one for one in needs if one]) if all(needs) else frozenset(("",))
    return [], [], [(head, 0, None) for head in heads]
