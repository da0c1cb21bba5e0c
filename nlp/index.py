"""Known records found by the sound of their names: 安克 finds 安克创新, and so does a homophone of dictation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from nlp.firms.places import brand_part
from nlp.normalize import normalize
from nlp.reading import BookEntry, Link

SURE = 0.92
"""At this score and above a mention is linked without asking; from `ASK` on it is asked; below it is new."""
ASK = 0.75
_CANDIDATES = 40


@cache
def _sounds(char: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return str(lazy_pinyin(char, style=Style.NORMAL)[0])


def sound(text: str) -> tuple[str, ...]:
    """Return the pinyin of each character without tones; Latin letters stand for themselves."""
    return tuple(_sounds(char) if "\u4e00" <= char <= "\u9fff" else char for char in normalize(text).plain.casefold())


class Index:
    """Known records found by the sounds of their names."""

    __slots__ = ("_by_sound", "_names")

    def __init__(self, entries: Iterable[BookEntry], kind: str) -> None:
        self._names: list[tuple[BookEntry, str, tuple[str, ...], bool]] = []
        self._by_sound: dict[str, set[int]] = defaultdict(set)
        for entry in entries:
            if entry.kind != kind:
                continue
            for at, name in enumerate((entry.name, *entry.aliases)):
                heard = sound(name)
                for syllable in heard:
                    self._by_sound[syllable].add(len(self._names))
                self._names.append((entry, normalize(name).plain.casefold(), heard, at > 0))

    def find(self, mention: str, count: int = 3) -> tuple[Link, ...]:
        """Return the best records for a mention with scores 0..1, best first."""
        plain, heard = normalize(mention).plain.casefold(), sound(mention)
        if not heard:
            return ()
        votes: dict[int, int] = defaultdict(int)
        for syllable in set(heard):
            for place in self._by_sound.get(syllable, ()):
                votes[place] += 1
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
