"""Brand names in Latin letters: told apart by spelling and by the order of their consonants."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from nlp.speech.transcript import Correction

MIN_LENGTH = 4
MIN_RATIO = 80.0

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ .-][A-Za-z0-9]+)*")


def correct_latin(text: str, names: Sequence[str]) -> tuple[str, tuple[Correction, ...]]:
    """Return the text with misspelt brands set right where only one known name comes near."""
    if not names:
        return text, ()
    corrections: list[Correction] = []

    def replace(found: re.Match[str]) -> str:
        word = found[0]
        near = [name for name in dict.fromkeys(names) if _alike(word, name)]
        if word in near or len(near) != 1 or len(word) < MIN_LENGTH:
            return word
        corrections.append(Correction(word, near[0], "拼写相近"))
        return near[0]

    return _WORD.sub(replace, text), tuple(corrections)


def _alike(word: str, name: str) -> bool:
    one, other = word.lower(), name.lower()
    if _letters(one) == _letters(other):
        return True
    if abs(len(one) - len(other)) > 3:
        return False
    return fuzz.ratio(one, other) >= MIN_RATIO or (len(_skeleton(other)) >= 3 and _skeleton(one) == _skeleton(other))


def _letters(word: str) -> str:
    """Return a name without what parts its letters: S A P and S.A.P are SAP spelt out."""
    return re.sub(r"[ .-]", "", word)


def _skeleton(word: str) -> str:
    plain = re.sub(r"[^a-z]", "", word).replace("ph", "f").translate(str.maketrans("cqvz", "kkfs"))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyhw]", "", plain))
