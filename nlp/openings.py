"""Long patterns tried only where one of their words can begin.

A pattern with hundreds of alternatives costs much at every character. What each alternative can begin with (one or
two characters) is read from the pattern itself, so a text is walked once for all patterns and each of them is tried
at its own places. What matches is the same as without.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import import_module
from itertools import count
from typing import Any

_Opening = tuple[str, bool]
"""What a match begins with, and whether anything may follow it (True) or only what comes next in the pattern."""

_ANYTHING: frozenset[_Opening] = frozenset({("", True)})
_NOTHING: frozenset[_Opening] = frozenset({("", False)})
_REACH = 2
_FEW, _MANY = 64, 3000
_ALSO = {"i": "ıİ", "s": "ſ", "k": "\u212a"}
"""Characters beyond ASCII that fold to a letter when case is ignored."""
_MEMORY = 1 << 16

_by_start: dict[str, list[int]] = {}
_known: dict[str, tuple[int, ...]] = {}
_numbers = count()


class Opened:
    """A pattern that is tried only where it can begin; fits `re.Pattern` for `search` and `finditer`.

    It is compiled at the first question, so that importing stays quick.
    """

    __slots__ = ("_flags", "_source", "_state")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._source, self._flags = pattern, flags
        self._state: tuple[re.Pattern[str], int] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern, for matching at a known place."""
        return (self._state or self._ready())[0]

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches that `re.Pattern.finditer` gives."""
        pattern, number = self._state or self._ready()
        if number < 0:
            yield from pattern.finditer(text)
            return
        match, stop = pattern.match, 0
        for place in _places(text).get(number, ()):
            if place >= stop:
                found = match(text, place)
                if found is not None:
                    yield found
                    stop = found.end()

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the match that `re.Pattern.search` gives."""
        pattern, number = self._state or self._ready()
        if number < 0:
            return pattern.search(text, start)
        match = pattern.match
        for place in _places(text).get(number, ()):
            if place >= start:
                found = match(text, place)
                if found is not None:
                    return found
        return None

    def _ready(self) -> tuple[re.Pattern[str], int]:
        """Return the compiled pattern and its number; -1 when it may begin with anything."""
        pattern, number = re.compile(self._source, self._flags), -1
        openings = _openings_of(self._source, self._flags)
        if openings is not None:
            number = next(_numbers)
            for start, _ in openings:
                _by_start.setdefault(start, []).append(number)
            _known.clear()
            _places.cache_clear()
        self._state = (pattern, number)
        return self._state


@lru_cache(maxsize=4)
def _places(text: str) -> dict[int, list[int]]:
    """Return where each pattern may begin; a text is asked about by many of them in a row."""
    places: dict[int, list[int]] = {}
    if len(_known) > _MEMORY:
        _known.clear()
    known = _known
    for place in range(len(text)):
        pair = text[place : place + _REACH]
        numbers = known.get(pair)
        if numbers is None:
            numbers = known[pair] = tuple({*_by_start.get(pair[0], ()), *_by_start.get(pair, ())})
        for number in numbers:
            if number in places:
                places[number].append(place)
            else:
                places[number] = [place]
    return places


def _openings_of(pattern: str, flags: int) -> frozenset[_Opening] | None:
    """Return what matches begin with; None when a match may be empty or begin with nearly anything."""
    parsed = import_module("re._parser").parse(pattern, flags)
    openings = _sequence(parsed, parsed.state.flags, _REACH)
    return None if any(not start for start, _ in openings) else openings


def _sequence(parsed: Any, flags: int, reach: int) -> frozenset[_Opening]:
    found = _NOTHING
    for item in parsed:
        if all(free or len(start) >= reach for start, free in found):
            break
        found = _join(found, _item(item, flags, reach), reach)
    return found


def _join(left: frozenset[_Opening], right: frozenset[_Opening], reach: int) -> frozenset[_Opening]:
    out: set[_Opening] = set()
    for start, free in left:
        if free or len(start) >= reach:
            out.add((start, free))
        else:
            out.update(((start + more)[:reach], also) for more, also in right)
    return frozenset(out)


def _item(item: tuple[Any, Any], flags: int, reach: int) -> frozenset[_Opening]:
    """Return the openings of one part of a parsed pattern; looks around are taken to hold."""
    kind, value = str(item[0]), item[1]
    if kind == "LITERAL":
        return _letters([chr(value)], flags)
    if kind == "IN":
        chars = _members(value)
        return _ANYTHING if chars is None else _letters(chars, flags)
    if kind == "BRANCH":
        return frozenset().union(*(_sequence(part, flags, reach) for part in value[1]))
    if kind == "SUBPATTERN":
        return _sequence(value[3], (flags | value[1]) & ~value[2], reach)
    if kind == "ATOMIC_GROUP":
        return _sequence(value, flags, reach)
    if kind in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return _repeat(value[0], value[1], _sequence(value[2], flags, reach), reach)
    return _NOTHING if kind in {"ASSERT", "ASSERT_NOT", "AT"} else _ANYTHING


def _repeat(least: int, most: int, once: frozenset[_Opening], reach: int) -> frozenset[_Opening]:
    found = _NOTHING
    for _ in range(min(least, reach)):
        found = _join(found, once, reach)
    out = set(found)
    for _ in range(min(most - least, reach)):
        found = _join(found, once, reach)
        out |= found
    return frozenset(out)


def _letters(chars: list[str], flags: int) -> frozenset[_Opening]:
    if flags & re.IGNORECASE:
        chars = [form for char in chars for form in (char, *_cases(char))]
    return frozenset((char, len(chars) > _FEW) for char in chars)


def _cases(char: str) -> list[str]:
    return [form for form in (char.lower(), char.upper(), *_ALSO.get(char.lower(), "")) if len(form) == 1]


def _members(parts: list[tuple[Any, Any]]) -> list[str] | None:
    """Return the characters of a class; None when it is negated or large."""
    chars: list[str] = []
    for kind, value in parts:
        if str(kind) == "LITERAL":
            chars.append(chr(value))
        elif str(kind) == "RANGE" and value[1] - value[0] < _MANY:
            chars.extend(map(chr, range(value[0], value[1] + 1)))
        elif str(kind) == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            chars.extend(_digits())
        elif str(kind) == "CATEGORY" and str(value) == "CATEGORY_SPACE":
            chars.extend(_blanks())
        else:
            return None
    return chars


@cache
def _digits() -> tuple[str, ...]:
    return tuple(char for char in map(chr, range(0x20000)) if unicodedata.category(char) == "Nd")


@cache
def _blanks() -> tuple[str, ...]:
    return tuple(char for char in map(chr, range(0x3100)) if char.isspace())
