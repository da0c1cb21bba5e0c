"""How alike Chinese syllables sound to a recogniser: toneless pinyin split into initial and final, and a distance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pypinyin import lazy_pinyin

_RUNS = re.compile(r"[\u4e00-\u9fff]+|[^\u4e00-\u9fff]+")

Syllables = tuple[str, ...]

CONFUSED = 0.1
CLOSE = 0.25
FAR = 0.5
GAP = 0.8

_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcs")
_CONFUSED_INITIALS = frozenset(map(frozenset, (("z", "zh"), ("c", "ch"), ("s", "sh"), ("n", "l"))))
_CLOSE_INITIALS = frozenset(
    map(
        frozenset,
        (
            *(("b", "p"), ("d", "t"), ("g", "k"), ("j", "q"), ("z", "c"), ("zh", "ch"), ("f", "h"), ("l", "r")),
            *(("j", "zh"), ("q", "ch"), ("x", "sh"), ("j", "z"), ("q", "c"), ("x", "s"), ("q", "x"), ("c", "s")),
            *(("ch", "sh"), ("g", "h"), ("k", "h"), ("m", "n"), ("zh", "c"), ("z", "ch"), ("b", "d"), ("", "h")),
        ),
    )
)
_CLOSE_FINALS = frozenset(
    map(
        frozenset,
        (
            *(
                ("e", "uo"),
                ("o", "e"),
                ("ou", "uo"),
                ("ou", "u"),
                ("ai", "ei"),
                ("ao", "ou"),
                ("i", "v"),
                ("ong", "eng"),
            ),
            *(("ing", "eng"), ("in", "en"), ("i", "ei"), ("an", "ai"), ("ie", "ve"), ("ong", "uang"), ("ian", "in")),
            *(("a", "ai"), ("a", "an"), ("uen", "en"), ("uen", "ong"), ("iou", "iong"), ("ou", "ong"), ("i", "e")),
            *(("uei", "ei"), ("iao", "iou"), ("an", "en"), ("ao", "a"), ("v", "u"), ("ian", "ie"), ("o", "ong")),
        ),
    )
)


def syllables_of(text: str) -> Syllables:
    """Return one item for every character: the toneless syllable, read in context, or the character if not Chinese."""
    syllables: list[str] = []
    for run in _RUNS.findall(text):
        sounds = lazy_pinyin(run) if is_chinese(run[0]) else list(run)
        syllables += sounds if len(sounds) == len(run) else list(run)
    return tuple(syllables)


def is_chinese(char: str) -> bool:
    """Whether the character is a common Chinese one."""
    return "\u4e00" <= char <= "\u9fff"


@lru_cache(maxsize=4096)
def parts(syllable: str) -> tuple[str, str]:
    """Return initial and final, with the y/w spelling and the shortened finals undone (you is iou, gui is guei)."""
    initial = next((head for head in _INITIALS if syllable.startswith(head)), "")
    final = syllable[len(initial) :]
    if final.startswith("yu"):
        final = "v" + final[2:]
    elif final.startswith("y"):
        final = final[1:] if final.startswith("yi") else "i" + final[1:]
    elif final.startswith("w"):
        final = final[1:] if final.startswith("wu") else "u" + final[1:]
    elif initial in ("j", "q", "x") and final.startswith("u"):
        final = "v" + final[1:]
    return initial, {"iu": "iou", "ui": "uei", "un": "uen"}.get(final, final)


@lru_cache(maxsize=65536)
def syllable_distance(one: str, other: str) -> float:
    """Return 0 for the same sound, 0.1 for pairs often confused (z/zh, n/l, an/ang), up to 1 for nothing alike."""
    if one == other:
        return 0.0
    (initial, final), (initial2, final2) = parts(one), parts(other)
    return min(1.0, _initial_distance(initial, initial2) + _final_distance(final, final2))


def distance(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the mean distance per syllable of `other`, the known name; a syllable may be missing, extra or merged."""
    if len(one) == len(other):
        return sum(map(syllable_distance, one, other)) / len(other)
    row = [GAP * column for column in range(len(other) + 1)]
    for line, heard in enumerate(one, 1):
        previous, row = row, [GAP * line]
        for column, known in enumerate(other, 1):
            step = min(previous[column - 1] + syllable_distance(heard, known), previous[column] + GAP, row[-1] + GAP)
            if column > 1:
                step = min(step, previous[column - 2] + _merged(heard, other[column - 2], known))
            row.append(step)
    return row[-1] / len(other)


@lru_cache(maxsize=65536)
def _merged(heard: str, first: str, second: str) -> float:
    """Return the cost of two syllables said as one: zhi ou becomes zhou when the second begins with a vowel."""
    initial, final = parts(second)
    if initial:
        return 2 * GAP
    own, rest = parts(heard)
    return CLOSE + _initial_distance(own, parts(first)[0]) + _final_distance(rest, final)


@lru_cache(maxsize=4096)
def folded(syllable: str) -> str:
    """Return a coarse key under which syllables that sound alike mostly coincide."""
    initial, final = parts(syllable)
    core = final.removesuffix("g").lstrip("iuv") or final[:1]
    return _fold_initial(initial) + core.replace("ei", "i").replace("v", "i")


def _fold_initial(initial: str) -> str:
    for group in ("jzhz", "qchc", "xshs", "nl", "fh", "bp", "dt", "gk"):
        if initial and initial in group:
            return group[0]
    return initial


def _initial_distance(one: str, other: str) -> float:
    if one == other:
        return 0.0
    pair = frozenset((one, other))
    if pair in _CONFUSED_INITIALS:
        return CONFUSED
    return CLOSE if pair in _CLOSE_INITIALS else FAR


def _final_distance(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one.removesuffix("g") == other.removesuffix("g"):
        return CONFUSED
    if frozenset((one, other)) in _CLOSE_FINALS or one.lstrip("iuv") == other.lstrip("iuv"):
        return CLOSE
    return FAR
