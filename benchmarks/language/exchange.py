"""Hand-written notes with their names exchanged for others, so that a tagger learns the sentence and not the name."""

from __future__ import annotations

import random
import re
from typing import Any

from benchmarks.language import substitutes
from benchmarks.language.frames import Named

_MARKS = frozenset("，。；：！？,;!?:")
_BOUND = frozenset("的 :-/@（(")
"""After these a firm stands by itself: nothing says where it is."""
_MAKE = {"firm": substitutes.firm, "rival": substitutes.rival}


def names_in(text: str, gold: dict[str, Any]) -> list[Named]:
    """Return where the gold names stand in the text, in order; a function is the one nearest to its person."""
    found: list[Named] = []

    def free(start: int, end: int) -> bool:
        return all(end <= first or last <= start for first, last, _ in found)

    def places(word: str) -> list[tuple[int, int]]:
        edge = r"(?<![A-Za-z0-9]){}(?![A-Za-z0-9])" if word.isascii() else "{}"
        return [m.span() for m in re.finditer(edge.format(re.escape(word)), text) if word and free(*m.span())]

    people = sorted(gold.get("contacts", []), key=lambda one: -len(one["name"]))
    wanted = [("firm", gold.get("company", ""))] + [("person", one["name"]) for one in people]
    for kind, word in wanted + [("rival", word) for word in gold.get("competitors", [])]:
        found += [(start, end, kind) for start, end in places(word)] if word else []
    for one in people:
        near = [start for start, end, _ in found if text[start:end] == one["name"]] or [0]
        spots = places(one["title"]) if one["title"] else []
        if spots:
            best = min(spots, key=lambda spot: min(abs(spot[0] - start) for start in near))
            found.append((*best, "title"))
    return sorted(found)


def exchanged(dice: random.Random, text: str, named: list[Named]) -> tuple[str, list[Named]]:
    """Return the note with every name replaced by another of its kind, the same one everywhere."""
    chosen: dict[tuple[str, str], str] = {}
    out, moved, at = "", [], 0
    for start, end, kind in named:
        old = text[start:end]
        new, where = chosen.get((kind, old)), ""
        if new is None:
            make = _MAKE.get(kind)
            new = make(dice) if make else getattr(substitutes, kind)(dice, old)
            chosen[kind, old] = new
            where = substitutes.located(dice, new) if kind == "firm" and text[:start][-1:] not in _BOUND else ""
        out += text[at:start] + where
        moved.append((len(out), len(out) + len(new), kind))
        out, at = out + new, end
    return out + text[at:], moved


def unpunctuated(text: str, named: list[Named]) -> tuple[str, list[Named]]:
    """Return the note as dictation gives it: without punctuation."""
    gone, moved = [0], 0
    for char in text:
        moved += char in _MARKS
        gone.append(moved)
    plain = "".join(char for char in text if char not in _MARKS)
    return plain, [(start - gone[start], end - gone[end], kind) for start, end, kind in named]
