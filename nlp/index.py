"""Known records found by the sound of their names: 安克 finds 安克创新, and so does a homophone of dictation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Final

from nlp.firms.places import brand_part
from nlp.normalize import normalize
from nlp.patterns.stored import made
from nlp.reading import BookEntry, Link

SURE: Final = 0.92
"""At this score and above a mention is linked without asking; from `ASK` on it is asked; below it is new."""
ASK: Final = 0.75
_CANDIDATES: Final = 40
SHORTEST_SPELT: Final = 4
"""Letters of a pinyin name, below which it may be any word."""
_HAN: Final = made("[\u4e00-\u9fff]+")


@cache
def _sounds(char: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return str(lazy_pinyin(char, style=Style.NORMAL)[0])


def sound(text: str) -> tuple[str, ...]:
    """Return the pinyin of each character without tones; Latin letters stand for themselves."""
    return tuple(_sounds(char) if "\u4e00" <= char <= "\u9fff" else char for char in normalize(text).plain.casefold())


def _read_aloud(name: str) -> str:
    """Return the pinyin of a whole name, in which 佛 is fo before 山 and not fu."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(name, style=Style.NORMAL))


class Index:
    """Known records found by the sounds of their names."""

    __slots__ = ("_by_sound", "_names", "_spellings")

    def __init__(self, entries: Iterable[BookEntry], kind: str) -> None:
        self._names: list[tuple[BookEntry, str, tuple[str, ...], bool]] = []
        self._spellings: dict[str, int] | None = None
        self._by_sound: dict[str, set[int]] = defaultdict(set)
        for entry in entries:
            if entry.kind != kind:
                continue
            for at, name in enumerate((entry.name, *entry.aliases)):
                heard = sound(name)
                for syllable in heard:
                    self._by_sound[syllable].add(len(self._names))
                self._names.append((entry, normalize(name).plain.casefold(), heard, at > 0))

    def spelt(self, word: str) -> BookEntry | None:
        """Return the record whose Chinese name, long or short, is typed in pinyin, with blanks or without."""
        at = self._spelling(word)
        return None if at is None else self._names[at][0]

    def _spelling(self, word: str) -> int | None:
        if self._spellings is None:
            self._spellings = {}
            for at, (_, name, heard, _) in enumerate(self._names):
                if _HAN.fullmatch(name):
                    self._spellings.setdefault("".join(heard), at)
                    self._spellings.setdefault(_read_aloud(name), at)
        letters = word.replace(" ", "")
        return self._spellings.get(letters) if len(letters) >= SHORTEST_SPELT else None

    def find(self, mention: str, count: int = 3) -> tuple[Link, ...]:
        """Return the best records for a mention with scores 0..1, best first."""
        plain, heard = normalize(mention).plain.casefold(), sound(mention)
        if not heard:
            return ()
        votes: dict[int, int] = defaultdict(int)
        for syllable in set(heard):
            for place in self._by_sound.get(syllable, ()):
                votes[place] += 1
        spelt = self._spelling(plain) if plain.isascii() else None
        if spelt is not None:
            entry = self._names[spelt][0]
            return (Link(entry.kind, entry.name, 0.96, "pinyin"),)
        near = sorted(votes, key=lambda place: (-votes[place], place))[:_CANDIDATES]
        best: dict[str, Link] = {}
        for place in near:
            entry, name, said, alias = self._names[place]
            score, how = _likeness(plain, heard, name, said)
            how = "alias" if alias and how == "exact" else how
            if score >= 0.5 and (entry.name not in best or best[entry.name].score < score):
                best[entry.name] = Link(entry.kind, entry.name, score, how)
        return tuple(sorted(best.values(), key=lambda link: -link.score)[:count])


def _likeness(plain: str, heard: tuple[str, ...], name: str, said: tuple[str, ...]) -> tuple[float, str]:
    """Return (score, by what): same characters, same sound, all of the mention in order within the name, or a share."""
    if plain == name:
        return 1.0, "exact"
    if heard == said:
        return 0.96, "pinyin"
    at = matched = 0
    for syllable in heard:
        while at < len(said) and said[at] != syllable:
            at += 1
        if at == len(said):
            break
        matched, at = matched + 1, at + 1
    whole = matched == len(heard)
    brand = brand_part(name)
    starts = brand.startswith(plain) or name.startswith(plain)
    if whole:
        return (0.94 if starts and len(plain) >= 2 else 0.8 + 0.1 * len(heard) / len(said)), "pinyin"
    from rapidfuzz.fuzz import ratio

    return round(0.9 * ratio(plain, name) / 100, 3), "alike"
