"""Alternatives that begin alike, put together before a pattern is kept, so that a place is compared with fewer of them.

Two alternatives that begin with different characters never match at one place, so neither waits for the other: those
of one first character can stand together where the first of them stood. What matches is the same.
"""

from __future__ import annotations

import re
from importlib import import_module
from itertools import groupby
from typing import Any, Final

_MANY: Final = 16
"""Alternatives from which on it pays to look first whether the character begins any of them."""


class Branches:
    """Rewrites a pattern that the standard library's parser has read (`re._parser.SubPattern`), in place."""

    def __init__(self, parsed: Any) -> None:
        self._state = parsed.state
        self._part: Any = import_module("re._parser").SubPattern
        names = import_module("re._constants")
        self._branch, self._literal, self._in = names.BRANCH, names.LITERAL, names.IN
        self._assert, self._group = names.ASSERT, names.SUBPATTERN
        self._inside(parsed, folded=bool(self._state.flags & re.IGNORECASE))

    def _inside(self, part: Any, *, folded: bool) -> None:
        """Rewrite every branch within a part; `folded` where a letter also means its other case."""
        for at in range(len(part.data) - 1, -1, -1):
            kind, what = part.data[at]
            inner = folded
            if kind is self._group:
                inner = (folded or bool(what[1] & re.IGNORECASE)) and not what[2] & re.IGNORECASE
            for one in self._parts(what):
                self._inside(one, folded=inner)
            if kind is self._branch and not inner:
                part.data[at : at + 1] = self._together(what[1])

    def _parts(self, what: Any) -> list[Any]:
        if isinstance(what, self._part):
            return [what]
        if isinstance(what, (tuple, list)):
            return [one for piece in what for one in self._parts(piece)]
        return []

    def _together(self, items: list[Any]) -> list[Any]:
        """Return what stands for a branch of these items."""
        found: list[Any] = []
        for plain, run in [(plain, list(run)) for plain, run in groupby(items, key=self._begins_plainly)]:
            found += self._grouped(run) if plain else run
        if len(found) == 1:
            return list(found[0].data)
        branch = (self._branch, (None, found))
        if len(found) >= _MANY and all(map(self._opening, found)):
            first = [sign for item in found for sign in self._opening(item)]
            return [(self._assert, (1, self._made([(self._in, first)]))), branch]
        return [branch]

    def _begins_plainly(self, item: Any) -> bool:
        return bool(item.data) and item.data[0][0] is self._literal

    def _opening(self, item: Any) -> list[Any]:
        """Return the characters that an item begins with; nothing where that may be more."""
        if not item.data:
            return []
        kind, what = item.data[0]
        if kind is self._literal:
            return [item.data[0]]
        return list(what) if kind is self._in and all(sign[0] is self._literal for sign in what) else []

    def _grouped(self, run: list[Any]) -> list[Any]:
        groups: dict[int, list[Any]] = {}
        for item in run:
            groups.setdefault(item.data[0][1], []).append(item)
        single = [items[0].data[0] for items in groups.values() if len(items) == 1 and len(items[0].data) == 1]
        found: list[Any] = [self._made([(self._in, single)])] if len(single) > 1 else []
        for items in groups.values():
            if len(items) > 1:
                tails = [self._made(item.data[1:]) for item in items]
                found.append(self._made([items[0].data[0], *self._together(tails)]))
            elif len(items[0].data) > 1 or len(single) == 1:
                found.append(items[0])
        return found

    def _made(self, data: list[Any]) -> Any:
        return self._part(self._state, data)
