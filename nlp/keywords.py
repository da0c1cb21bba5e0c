"""Keywords of a conversation by TF-IDF and TextRank over one dictionary with the words of the trade.

The dictionary costs a second and some 60 MB, so it is loaded at the first call and never at import.
"""

from __future__ import annotations

import logging
import warnings
from functools import cache
from typing import Any, Literal

from nlp.lexicon import words, wordset
from nlp.normalize import LONGEST, simplify

Method = Literal["tfidf", "textrank"]
_KINDS = ("n", "nz", "nt", "ns", "vn", "v", "eng", "nr")


@cache
def _analyse() -> Any:
    with warnings.catch_warnings():
        # jieba 0.42 writes "\\." in plain strings; Python warns of it when it first compiles the file.
        warnings.simplefilter("ignore")
        import jieba
        import jieba.analyse

    jieba.setLogLevel(logging.WARNING)
    for word in (*words("segments"), *words("brands")):
        if not word.isascii():
            jieba.add_word(word, 20000, "nz")
    return jieba.analyse


def keywords(text: str, count: int = 8, method: Method = "tfidf") -> list[tuple[str, float]]:
    """Return up to `count` keywords with weights 0..1, heaviest first; dull words are left out."""
    plain = simplify(text[:LONGEST])
    if not plain.strip():
        return []
    analyse = _analyse()
    extract = analyse.extract_tags if method == "tfidf" else analyse.textrank
    found = extract(plain, topK=count + len(wordset("dull")), withWeight=True, allowPOS=_KINDS)
    kept = [(word, weight) for word, weight in found if word not in wordset("dull") and len(word) > 1][:count]
    top = kept[0][1] if kept else 1.0
    return [(word, round(weight / top, 3)) for word, weight in kept]
