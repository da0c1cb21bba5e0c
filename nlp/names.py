"""Who a company name means: its places, its brand in characters and in Latin letters, its trades, and what was added.

深圳市安克创新科技有限公司, 安克创新(深圳), ANKER 安克 and 安克-采购李经理 are one brand;
安克 of another city or trade may be another firm.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from nlp.fold import fold, sound
from nlp.lexicon import wordset

BRANCH = frozenset("分公司 办事处 联络处 代表处 分部 分厂 总部 事业部".split())
BROAD_TRADES = wordset("trades_broad")
"""Trades so broad that the same firm is written with and without them."""
_CITY_PROVINCES = frozenset("北京 天津 上海 重庆 香港 澳门".split())
_WIDE = wordset("provinces") - _CITY_PROVINCES
_ENGLISH_PLACES = {"hongkong": "香港", "hk": "香港", "macau": "澳门", "prc": "中国"}
_LATIN = re.compile(r"[a-z0-9][a-z0-9&.'\-]*")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
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
    return Endings(chosen, _sizes_by(chosen, -1))


def _sizes_by(words: Iterable[str], at: int) -> dict[str, tuple[int, ...]]:
    """Return the lengths of the words by their first or last character, longest first."""
    sizes: dict[str, set[int]] = {}
    for word in words:
        sizes.setdefault(word[at], set()).add(len(word))
    return {char: tuple(sorted(found, reverse=True)) for char, found in sizes.items()}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The endings that are peeled off a name."""

    legal: Endings
    trades: Endings


@cache
def vocabulary(learned: frozenset[str] = frozenset()) -> Vocabulary:
    """Return the house's lists, with trades learned from a file added."""
    trades = {word for word in wordset("trades") if len(word) > 1} | wordset("trades_long") | BROAD_TRADES | learned
    legal = wordset("legal_forms")
    return Vocabulary(_endings(legal), _endings(trades - legal))


@cache
def cities() -> dict[str, str]:
    """Return short place name by every way of writing it: cities short and long, districts and provinces long."""
    table = {}
    for word in wordset("places"):
        if word.endswith("市") and len(word) > 2:
            table[word] = table[word[:-1]] = word[:-1]
        elif len(word) > 2 and word[-1] in "区县州盟旗":
            table[word] = word[:-1]
    for word in wordset("provinces"):
        for suffix in ("", "省", "市", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区"):
            table[word + suffix] = word
    return table


@cache
def latin_cities() -> dict[str, str]:
    """Return short place name by its pinyin."""
    known = {sound(short): short for long, short in sorted(cities().items()) if long.endswith("市")}
    said = {short: short for short in ("北京", "上海", "广东")}
    return known | {sound(word): short for word, short in said.items()} | _ENGLISH_PLACES


@cache
def _place_sizes() -> dict[str, tuple[int, ...]]:
    return _sizes_by(cities(), 0)


def place_at(text: str) -> tuple[int, str]:
    """Return the length and short form of the longest place name at the beginning of the text."""
    for size in _place_sizes().get(text[:1], ()):
        short = cities().get(text[:size])
        if short is not None and size <= len(text):
            return size, short
    return 0, ""


def city_of(text: str) -> str:
    """Return the city that a place column or an address begins with; a province only when no city is said."""
    text = fold(text).replace(" ", "").replace("-", "").replace(",", "").replace("/", "")
    if text.isascii():
        return latin_cities().get(text.removesuffix("city").removesuffix("shi"), text)
    found, at = "", 0
    while at < len(text):
        size, short = place_at(text[at:])
        if not size:
            break
        if short not in _WIDE:
            return short
        found, at = short, at + size
    return found or text[:8].removesuffix("市")


def identify(name: str, words: Vocabulary | None = None) -> Identity:
    """Return the parts of a company name as anyone may have typed it."""
    return identify_folded(fold(name), words or vocabulary())


def identify_folded(text: str, words: Vocabulary) -> Identity:
    """Return the parts of a name that is folded already."""
    city = ""
    if "(" in text:
        for inner in _BRACKET.findall(text):
            size, short = place_at(inner)
            city = city or (short if size and short not in _WIDE else latin_cities().get(inner, ""))
        text = _BRACKET.sub("", text)
    if text.isascii():
        latin, place = _latin_brand(text)
        return Identity("", latin, (), city or place)
    chinese = "".join(_HAN.findall(text))
    latin, place = _latin_brand(text) if _LATIN.search(text) else ("", "")
    brand, trades, place2, legal = _peel(chinese, words)
    if latin and brand in cities():
        brand, place2 = "", place2 or cities()[brand]
    return Identity(brand, latin, trades, city or place2 or place, legal)


def _latin_brand(text: str) -> tuple[str, str]:
    """Return the distinguishing Latin words of a name written together, and the city among them."""
    kept, city, broad = [], "", []
    places, generic = latin_cities(), wordset("latin_generic")
    for word in _LATIN.findall(text):
        word = word.strip(".-'").replace("'", "").replace(".", "").replace("-", "")
        if word in places:
            city = city or places[word]
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
    text, city = _peel_places(text)
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


def _peel_places(text: str) -> tuple[str, str]:
    """Return the name without the places before it, and the city. A place that is all there is stays as the brand."""
    city = ""
    while True:
        size, short = place_at(text)
        if not size or len(text) - size < 2:
            return text, city
        if short not in _WIDE and not city:
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
        text, _ = _peel_places(text)
        whole[text] += 1
        for size in (2, 3, 4):
            if len(text) - size >= 2:
                heads.setdefault(text[-size:], set()).add(text[:-size])
    known = words.trades.words
    return frozenset(
        end
        for end, before in heads.items()
        if len(before) >= least and end not in known and not _is_extension(end, known)
    )


def _is_extension(end: str, known: frozenset[str]) -> bool:
    """Tell whether an ending is a known trade with the last character of a brand before it (克科技)."""
    return any(end.endswith(word) and end != word for word in known)
