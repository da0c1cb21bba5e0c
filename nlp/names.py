"""Who a company name means: its places, its brand in characters and in Latin letters, its trades, and what was added.

深圳市安克创新科技有限公司, 安克创新(深圳), ANKER 安克 and 安克-采购李经理 are one brand;
安克 of another city or trade may be another firm.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from nlp.cities import WIDE, cities, latin_cities, place_at, sizes_by
from nlp.fold import fold, sound
from nlp.lexicon import wordset

BRANCH = frozenset("分公司 办事处 联络处 代表处 分部 分厂 总部 事业部".split())
BROAD_TRADES = wordset("trades_broad")
"""Trades so broad that the same firm is written with and without them."""
_LATIN = re.compile(r"[a-z0-9][a-z0-9&.'\-]*")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LONGEST_PLACE = 5
_PART_OF = 0.3
"""Share of the names with a known trade that have the same word before it, from which on the two are one trade."""
_BRACKET = re.compile(r"\(([^()]*)\)?")


class Identity(NamedTuple):
    """One company name taken apart. Every part is folded; empty when the name does not say it."""

    brand: str = ""
    latin: str = ""
    trades: tuple[str, ...] = ()
    city: str = ""
    legal: bool = False


NOBODY = Identity()


@dataclass(frozen=True, slots=True)
class Endings:
    """Words that end a name, found longest first with a look-up or two."""

    words: frozenset[str]
    sizes: dict[str, tuple[int, ...]]

    def longest(self, text: str, spare: int) -> int:
        """Return the length of the longest ending that leaves at least `spare` characters, 0 for none."""
        most = len(text) - spare
        for size in self.sizes.get(text[-1], ()):
            if size <= most and text[-size:] in self.words:
                return size
        return 0


def _endings(words: Iterable[str]) -> Endings:
    chosen = frozenset(words)
    return Endings(chosen, sizes_by(chosen, -1))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The endings that are peeled off a name, and the places beside the known ones, as written and in pinyin."""

    legal: Endings
    trades: Endings
    places: Mapping[str, str] = field(default_factory=dict)
    latin_places: Mapping[str, str] = field(default_factory=dict)


@cache
def vocabulary(learned: frozenset[str] = frozenset(), places: frozenset[str] = frozenset()) -> Vocabulary:
    """Return the house's lists, with trades and places learned from a file added."""
    trades = {word for word in wordset("trades") if len(word) > 1} | wordset("trades_long") | BROAD_TRADES | learned
    legal = wordset("legal_forms")
    written = {word + end: word for word in sorted(places) for end in ("", "市", "区", "县")}
    return Vocabulary(
        _endings(legal), _endings(trades - legal), written, {sound(word): word for word in sorted(places)}
    )


def identify(name: str, words: Vocabulary | None = None) -> Identity:
    """Return the parts of a company name as anyone may have typed it."""
    return identify_folded(fold(name), words or vocabulary())


def identify_folded(text: str, words: Vocabulary) -> Identity:
    """Return the parts of a name that is folded already."""
    city = ""
    if "(" in text:
        for inner in _BRACKET.findall(text):
            size, short = _place_at(inner, words)
            city = city or (short if size and short not in WIDE else latin_cities().get(inner, ""))
        text = _BRACKET.sub("", text)
    if text.isascii():
        latin, place = _latin_brand(text, words)
        return Identity("", latin, (), city or place)
    chinese = "".join(_HAN.findall(text))
    latin, place = _latin_brand(text, words) if _LATIN.search(text) else ("", "")
    brand, trades, place2, legal = _peel(chinese, words)
    where = cities().get(brand) or words.places.get(brand) if latin else None
    if where:
        brand, place2 = "", place2 or where
    return Identity(brand, latin, trades, city or place2 or place, legal)


def _place_at(text: str, words: Vocabulary) -> tuple[int, str]:
    """Return the length and short form of the place at the beginning of the text, a known one or a learned one."""
    size, short = place_at(text)
    for longer in range(_LONGEST_PLACE, size, -1):
        found = words.places.get(text[:longer]) if words.places else None
        if found is not None and longer <= len(text):
            return longer, found
    return size, short


def _latin_brand(text: str, words: Vocabulary) -> tuple[str, str]:
    """Return the distinguishing Latin words of a name written together, and the city among them."""
    kept, city, broad = [], "", []
    places, generic = latin_cities(), wordset("latin_generic")
    for word in _LATIN.findall(text):
        word = word.strip(".-'").replace("'", "").replace(".", "").replace("-", "")
        if word in places:
            city = city or places[word]
        elif word in words.latin_places:
            city = city or words.latin_places[word]
        elif word in generic:
            broad.append(word)
        elif word:
            kept.append(word)
    if not kept and len(broad) > 1:
        kept = broad[:1]
    return "".join(kept), city


def _peel(text: str, words: Vocabulary) -> tuple[str, tuple[str, ...], str, bool]:
    """Return brand, trades, city and whether a legal form was there."""
    text, legal, branch = _peel_legal(text, words.legal)
    if branch:
        text = _cut_last_place(text)
    trades: tuple[str, ...] = ()
    while len(text) > 3 and (size := words.trades.longest(text, 2)):
        trades += (text[-size:],)
        text = text[:-size]
        if len(text) > 3 and text.endswith("集团"):
            text = text[:-2]
    text, city = _peel_places(text, words)
    return text, trades, city, legal


def _peel_legal(text: str, legal: Endings) -> tuple[str, bool, bool]:
    found = branch = False
    while len(text) > 2 and (size := legal.longest(text, 2)):
        found, branch = True, branch or text[-size:] in BRANCH
        text = text[:-size]
    return text, found, branch


def _cut_last_place(text: str) -> str:
    """Return the name of a branch without the branch's own place, which is not the firm's."""
    for size in range(min(len(text) - 2, 6), 1, -1):
        if text[-size:] in cities():
            return _peel_legal(text[:-size], vocabulary().legal)[0]
    return text


def _peel_places(text: str, words: Vocabulary) -> tuple[str, str]:
    """Return the name without the places before it, and the city. A place that is all there is stays as the brand."""
    city = ""
    while True:
        size, short = _place_at(text, words)
        if not size or len(text) - size < 2:
            return text, city
        if short not in WIDE and not city:
            city = short
        text = text[size:]


def learn_trades(names: Iterable[str], least: int = 12) -> frozenset[str]:
    """Return endings of two to four characters that follow many different brands in these names: the own trades."""
    words = vocabulary()
    heads: dict[str, set[str]] = {}
    whole: Counter[str] = Counter()
    for name in names:
        text, legal, branch = _peel_legal("".join(_HAN.findall(_BRACKET.sub("", fold(name)))), words.legal)
        if branch:
            text = _cut_last_place(text)
        if not legal or len(text) < 4:
            continue
        text, _ = _peel_places(text, words)
        whole[text] += 1
        for size in (2, 3, 4):
            if len(text) - size >= 2:
                heads.setdefault(text[-size:], set()).add(text[:-size])
    known = words.trades.words
    return frozenset(
        end
        for end, before in heads.items()
        if len(before) >= least and end not in known and _is_one_word(end, len(before), known, heads)
    )


def _is_one_word(end: str, times: int, known: frozenset[str], heads: dict[str, set[str]]) -> bool:
    """Tell whether an ending is a trade of its own (隐形眼镜) and no known one behind the end of a brand (克科技)."""
    inner = [word for word in known if word != end and end.endswith(word)]
    return all(times >= _PART_OF * len(heads.get(word, ())) for word in inner)


def learn_places(cells: Iterable[str], least: int = 5) -> frozenset[str]:
    """Return the places that a column of cities names again and again and that no list knows."""
    counts = Counter(fold(cell).strip() for cell in cells)
    known: Counter[str] = Counter()
    for cell, times in counts.items():
        word = cell.removesuffix("市") if len(cell) > 2 else cell
        if 2 <= len(word) <= 4 and _HAN.fullmatch(word) and not place_at(word)[0]:
            known[word] += times
    return frozenset(word for word, times in known.items() if times >= least)
