"""Trades and places that a file names again and again and that no list knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from nlp.fold import fold
from nlp.names.cities import place_at
from nlp.names.identity import BRACKET, HAN
from nlp.names.peeling import cut_last_place, peel_legal, peel_places
from nlp.names.vocabulary import vocabulary

_PART_OF: Final = 0.3
"""Share of the names with a known trade that have the same word before it, from which on the two are one trade."""


def learn_trades(names: Iterable[str], least: int = 12) -> frozenset[str]:
    """Return endings of two to four characters that follow many different brands in these names: the own trades."""
    words = vocabulary()
    heads: dict[str, set[str]] = {}
    whole: Counter[str] = Counter()
    for name in names:
        text, legal, branch = peel_legal("".join(HAN.findall(BRACKET.sub("", fold(name)))), words.legal)
        if branch:
            text = cut_last_place(text)
        if not legal or len(text) < 4:
            continue
        text, _ = peel_places(text, words)
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
        if 2 <= len(word) <= 4 and HAN.fullmatch(word) and not place_at(word)[0]:
            known[word] += times
    return frozenset(word for word, times in known.items() if times >= least)
