"""Keywords of notes against what a person would tag them with, beside jieba as it comes."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from functools import partial

from benchmarks.language.sentences import FOLDER
from nlp.keywords import keywords

AT = 5
Extract = Callable[[str], list[str]]


def measure() -> dict[str, tuple[float, float]]:
    """Return precision and recall of the first five words by name; a word counts that holds, or is held by, a tag."""
    lines = (FOLDER / "keywords.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [(row["text"], row["gold"]) for row in map(json.loads, lines)]
    ways: dict[str, Extract] = {
        "TF-IDF": lambda text: [word for word, _ in keywords(text, AT)],
        "TextRank": lambda text: [word for word, _ in keywords(text, AT, "textrank")],
        **_as_it_comes(),
    }
    return {name: _score(rows, extract) for name, extract in ways.items()}


def _as_it_comes() -> dict[str, Extract]:
    """Return jieba's two ways with its own dictionary and counts, untouched by ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
        import jieba.analyse
        import jieba.posseg

        # jieba leaves closing its tables' files to the collector.
        ways = (("TF-IDF", jieba.analyse.TFIDF()), ("TextRank", jieba.analyse.TextRank()))
    found: dict[str, Extract] = {}
    own = jieba.Tokenizer()
    for name, extractor in ways:
        extractor.tokenizer = jieba.posseg.POSTokenizer(own) if name == "TextRank" else own
        extractor.postokenizer = jieba.posseg.POSTokenizer(own)
        found[f"jieba's {name}"] = partial(extractor.extract_tags, topK=AT)
    return found


def _score(rows: list[tuple[str, list[str]]], extract: Extract) -> tuple[float, float]:
    right = given = hit = wanted = 0
    for text, gold in rows:
        words = extract(text)
        right += sum(any(_same(word, tag) for tag in gold) for word in words)
        hit += sum(any(_same(word, tag) for word in words) for tag in gold)
        given, wanted = given + len(words), wanted + len(gold)
    return right / given, hit / wanted


def _same(word: str, tag: str) -> bool:
    return word in tag or tag in word
