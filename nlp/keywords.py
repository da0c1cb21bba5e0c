"""Keywords of a conversation by TF-IDF and TextRank over one dictionary with the words of the trade.

The dictionary costs a second and some 60 MB, so it is loaded at the first call and never at import.
"""

from __future__ import annotations

import logging
import warnings
from functools import cache
from typing import Any, Final, Literal

from nlp.lexicon import FOLDER, words, wordset
from nlp.normalize import LONGEST, simplify

Method = Literal["tfidf", "textrank"]
_KINDS: Final = ("n", "nz", "nt", "ns", "vn", "v", "eng", "nr")


IDF: Final = FOLDER / "weights" / "idf.txt"
"""How rare each word is in sales talk, counted by `benchmarks/language/count_words.py`; jieba's own knows the news."""


_SPARE: Final = 60
"""Words asked for beyond those wanted, since some are left out."""


@cache
def _jieba() -> Any:
    with warnings.catch_warnings():
        # jieba 0.42 writes "\\." in plain strings; Python warns of it when it first compiles the file.
        warnings.simplefilter("ignore")
        import jieba
        import jieba.analyse

    jieba.setLogLevel(logging.WARNING)
    for word in (*words("segments"), *words("brands")):
        if not word.isascii():
            jieba.add_word(word, 20000, "nz")
    return jieba


@cache
def _extractor(method: Method) -> Any:
    """Return what weighs words: by our own counts, or by who stands near whom."""
    analyse = _jieba().analyse
    if method == "textrank":
        return analyse.TextRank().textrank
    with warnings.catch_warnings():
        # jieba leaves closing the table's file to the collector.
        warnings.simplefilter("ignore", ResourceWarning)
        return analyse.TFIDF(str(IDF)).extract_tags


def cut(text: str) -> list[str]:
    """Return the words of a text as they are weighed."""
    return list(_jieba().cut(simplify(text[:LONGEST])))


def keywords(text: str, count: int = 8, method: Method = "tfidf") -> list[tuple[str, float]]:
    """Return up to `count` keywords with weights 0..1, heaviest first; dull words and names of firms are left out."""
    plain = simplify(text[:LONGEST])
    if not plain.strip():
        return []
    left_out = wordset("dull") | wordset("brands")
    found = _extractor(method)(plain, topK=count + _SPARE, withWeight=True, allowPOS=_KINDS)
    kept = [(word, weight) for word, weight in found if word not in left_out and len(word) > 1][:count]
    top = kept[0][1] if kept else 1.0
    return [(word, round(weight / top, 3)) for word, weight in kept]
