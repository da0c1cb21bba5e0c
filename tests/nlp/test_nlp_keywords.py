"""Keywords are counted in sales talk, and serve better than jieba's own counts."""

from __future__ import annotations

from benchmarks.language.keyword_scores import measure
from nlp.keywords import IDF, keywords


def test_our_counts_beat_the_defaults() -> None:
    scores = measure()
    for way in ("TF-IDF", "TextRank"):
        assert sum(scores[way]) > sum(scores[f"jieba's {way}"]), scores


def test_the_table_knows_what_is_common_in_sales_talk() -> None:
    rows = (line.split(" ") for line in IDF.read_text(encoding="utf-8").splitlines())
    rare = {word: float(weight) for word, weight in rows}
    assert rare["客户"] < rare["报价"] < rare["账期"]


def test_firms_are_no_keywords() -> None:
    found = [word for word, _ in keywords("安克的充电器外壳阻燃等级不够，让我们重新打样")]
    assert "安克" not in found
    assert {"充电器", "阻燃"} <= set(found)
