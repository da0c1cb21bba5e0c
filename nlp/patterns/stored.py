"""What was made of the text of patterns, kept beside what was compiled of the sources.

Making patterns and taking them apart anew costs as much as reading a thousand messages. What is kept is used by the
very interpreter that made it, and for the same text and flags only; all else is made as ever.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from nlp import compiled
from nlp.patterns.branches import Branches

FILE: Final = "patterns"
"""The name of the file beside the compiled modules."""
Asked = tuple[str, int]
"""Text and flags of a pattern."""
Apart = tuple[list[tuple[int, int]], list[int], list[tuple[str, int, frozenset[str] | None]]]
"""The spans of the alternatives, which of them may begin with anything, and their rows (`Readable.read`)."""
_Made = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Flags, code, groups, groups by name, and names by group."""

strange: set[Asked] = set()
"""What was made and is not kept."""
apart: dict[Asked, Apart] = {}
"""What was taken apart and is not kept."""


def made(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a compiled pattern."""
    asked = (pattern, int(flags))
    kept = _kept()[0].get(asked)
    if kept is None:
        strange.add(asked)
        return re.compile(pattern, flags)
    found, code, groups, index, names = kept
    whole: re.Pattern[str] = _engine().compile(pattern, found, array("I", code).tolist(), groups, index, names)
    return whole


def told(asked: Asked, take: Callable[[], Apart]) -> Apart:
    """Return how a pattern is taken apart; `take` does it where that is not kept."""
    kept = _kept()[1].get(asked)
    if kept is None:
        kept = apart[asked] = take()
    return kept


def keep(place: Path) -> None:
    """Write down all that was made and taken apart so far, for the interpreter that runs now."""
    coming = place / f".{FILE}"
    coming.write_bytes(marshal.dumps((_interpreter(), {asked: _made(*asked) for asked in strange}, apart)))
    coming.rename(place / FILE)


def _made(text: str, flags: int) -> _Made:
    parser, compiler = import_module("re._parser"), import_module("re._compiler")
    parsed = parser.parse(text, flags)
    Branches(parsed)
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, group in state.groupdict.items():
        names[group] = name
    code = array("I", compiler._code(parsed, flags)).tobytes()
    return flags | state.flags, code, state.groups - 1, dict(state.groupdict), tuple(names)


@cache
def _kept() -> tuple[dict[Asked, _Made], dict[Asked, Apart]]:
    """Return what is kept: nothing where nothing was compiled, or by another interpreter."""
    if compiled.used is None:
        return {}, {}
    try:
        # As trusted as the modules beside it.
        interpreter, patterns, rows = marshal.loads((compiled.used / FILE).read_bytes())  # noqa: S302
    except (OSError, ValueError, EOFError, TypeError):
        return {}, {}
    return (patterns, rows) if interpreter == _interpreter() else ({}, {})


@cache
def _engine() -> Any:
    return import_module("_sre")


def _interpreter() -> tuple[str, int, int]:
    return sys.version, int(_engine().MAGIC), int(_engine().CODESIZE)
