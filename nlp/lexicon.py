"""Word lists of `config/lexicon`, read once and kept."""

from __future__ import annotations

from functools import cache
from typing import Final

from nlp.compiled import SOURCES

FOLDER: Final = SOURCES.parent / "config" / "lexicon"


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of `config/lexicon/<name>.txt` without comments and blanks."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of a list in which blanks separate them."""
    return tuple(word for line in lines(name) for word in line.split())


_SETS: Final[dict[str, frozenset[str]]] = {}


def wordset(name: str) -> frozenset[str]:
    """Return the words of a list for membership questions."""
    found = _SETS.get(name)
    if found is None:
        found = _SETS[name] = frozenset(words(name))
    return found


def either(items: tuple[str, ...] | frozenset[str]) -> str:
    """Return a regex alternation of literal words, longest first so that the longest word wins."""
    escaped = sorted(items, key=lambda word: (-len(word), word))
    return "|".join(word.replace(".", r"\.").replace("&", r"\&").replace("+", r"\+") for word in escaped)


@cache
def _patterns(module: str) -> dict[str, str]:
    """Return the patterns of `config/lexicon/patterns/<module>.txt`: `== name` opens each, its lines are joined."""
    found: dict[str, str] = {}
    name = ""
    for line in (FOLDER / "patterns" / f"{module}.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("== "):
            name = line[3:]
            found[name] = ""
        elif name:
            found[name] += line
    return found


def phrases(module: str, name: str, **parts: str) -> str:
    """Return one pattern with `<<PART>>` replaced by its value."""
    text = _patterns(module)[name]
    for part, value in parts.items():
        text = text.replace(f"<<{part}>>", value)
    return text
