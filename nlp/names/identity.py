"""Who a company name means: its places, its brand in characters and in Latin letters, and its trades.

深圳市安克创新科技有限公司, 安克创新(深圳), ANKER 安克 and 安克-采购李经理 are one brand;
安克 of another city or trade may be another firm.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from nlp.fold import fold
from nlp.lexicon import wordset
from nlp.names.cities import WIDE, cities, latin_cities
from nlp.names.peeling import peel, place_of
from nlp.names.vocabulary import Vocabulary, vocabulary
from nlp.patterns.stored import made

_LATIN: Final = made(r"[a-z0-9][a-z0-9&.'\-]*")
HAN: Final = made(r"[\u4e00-\u9fff]+")
BRACKET: Final = made(r"\(([^()]*)\)?")


class Identity(NamedTuple):
    """One company name taken apart. Every part is folded; empty when the name does not say it."""

    brand: str = ""
    latin: str = ""
    trades: tuple[str, ...] = ()
    city: str = ""
    legal: bool = False


NOBODY: Final = Identity()


def identify(name: str, words: Vocabulary | None = None) -> Identity:
    """Return the parts of a company name as anyone may have typed it."""
    return identify_folded(fold(name), words or vocabulary())


def identify_folded(text: str, words: Vocabulary) -> Identity:
    """Return the parts of a name that is folded already."""
    city = ""
    if "(" in text:
        for inner in BRACKET.findall(text):
            size, short = place_of(inner, words)
            city = city or (short if size and short not in WIDE else latin_cities().get(inner, ""))
        text = BRACKET.sub("", text)
    if text.isascii():
        latin, place = _latin_brand(text, words)
        return Identity("", latin, (), city or place)
    chinese = "".join(HAN.findall(text))
    latin, place = _latin_brand(text, words) if _LATIN.search(text) else ("", "")
    brand, trades, place2, legal = peel(chinese, words)
    where = cities().get(brand) or words.places.get(brand) if latin else None
    if where:
        brand, place2 = "", place2 or where
    return Identity(brand, latin, trades, city or place2 or place, legal)


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
