"""Brand names in Latin letters that were written down in Chinese characters: 沙不发 is how Shopify sounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from nlp.speech.syllables import parts, syllable_distance
from nlp.speech.transcript import Correction

WIDEST = 0.24
ASKED = 0.08
FEWEST = 3
OFFERS = 2
VOWEL_SHARE = 0.3
HISSING = 0.25
WHY = "外文名，读音相近"

_SPELLINGS = (
    ("tch", "ch"), ("sch", "sh"), ("tion", "shen"), ("ph", "f"), ("th", "s"), ("ck", "k"), ("qu", "kua"), ("wh", "w"),
    ("x", "ks"), ("v", "w"), ("igh", "ai"), ("ee", "i"), ("ea", "i"), ("oo", "u"), ("ou", "ao"), ("ay", "ei"),
)  # fmt: skip
_SOFT_C = re.compile(r"c(?=[eiy])")
_SILENT_E = re.compile(r"(?<=[a-z]{3})e$")
_CHUNK = re.compile(r"(sh|ch|[bcdfghjklmnprstwyz])?([aeiouy]*)")
_VOWELS = {"a": "a", "e": "ai", "i": "i", "o": "ou", "u": "u", "y": "i"}
_NASAL = {"a": "an", "ai": "en", "e": "en", "i": "in", "ou": "ong", "u": "un"}
_HISSES = frozenset(("z", "c", "s", "zh", "ch", "sh", "j", "q", "x"))
_BARE = {"k": "ke", "t": "te", "d": "de", "s": "si", "g": "ge", "l": "er", "r": "er", "m": "mu", "z": "zi", "ch": "qi"}


@lru_cache(maxsize=4096)
def sound_of(brand: str) -> tuple[str, ...]:
    """Return a brand as Chinese syllables say it, roughly: Shopify is shou pi fi."""
    plain = re.sub(r"[^a-z]", "", brand.lower())
    for letters, sound in _SPELLINGS:
        plain = plain.replace(letters, sound)
    plain = _SILENT_E.sub("", _SOFT_C.sub("s", plain).replace("c", "k").replace("kh", "ch"))
    syllables: list[str] = []
    for found in _CHUNK.finditer(re.sub(r"([a-z])\1", r"\1", plain)):
        initial, vowels = found[1] or "", found[2]
        if vowels:
            syllables.append(initial + (vowels if vowels in ("ai", "ei", "ao", "ua") else _VOWELS[vowels[0]]))
        elif initial == "n" and syllables:
            syllables[-1] = _closed(syllables[-1])
        elif initial and not (initial == "r" and syllables):
            syllables.append(_BARE.get(initial, initial + "u"))
    return tuple(syllables)


def _closed(syllable: str) -> str:
    initial, final = parts(syllable)
    return initial + _NASAL.get(final, final)


def brands_in(text: str, sounds: Sequence[str], names: Sequence[str]) -> list[Correction]:
    """Return the brands that may stand behind a stretch of Chinese characters, nearest first, never put in unasked.

    `sounds` holds the syllable of every character, empty where it is no Chinese or already known.
    """
    found: list[tuple[float, str, str]] = []
    for name in dict.fromkeys(names):
        wanted = sound_of(name)
        size = len(wanted)
        if size < FEWEST:
            continue
        for start in range(len(text) - size + 1):
            heard = sounds[start : start + size]
            if all(heard):
                apart = _apart(heard, wanted)
                if apart <= WIDEST:
                    found.append((apart, text[start : start + size], name))
    return [Correction(heard, name, WHY, False, apart <= ASKED) for apart, heard, name in sorted(found)[:OFFERS]]


def _apart(heard: Sequence[str], wanted: Sequence[str]) -> float:
    total = 0.0
    for one, other in zip(heard, wanted, strict=True):
        total += _consonants(one, other) + VOWEL_SHARE * _vowels(one, other)
        if total > WIDEST * len(wanted):
            return 1.0
    return total / len(wanted)


@lru_cache(maxsize=16384)
def _consonants(one: str, other: str) -> float:
    """Return how far two syllables are by their beginnings alone."""
    first, second = parts(one)[0], parts(other)[0]
    apart = syllable_distance(first + "a", second + "a")
    return min(apart, HISSING) if first in _HISSES and second in _HISSES else apart


@lru_cache(maxsize=16384)
def _vowels(one: str, other: str) -> float:
    first, second = parts(one)[1], parts(other)[1]
    return 0.0 if first == second else syllable_distance("b" + first, "b" + second)
