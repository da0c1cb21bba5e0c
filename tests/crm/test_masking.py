"""Nothing that identifies a person gets into the records (F07)."""

from __future__ import annotations

import pytest

from crm.notes.masking import LISTED, mask


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("号码110101199003074514吧", "号码110************4吧"),
        ("11010119900307451X", "110************X"),
        ("110101900307451", "110************1"),
        ("卡 6222 0212 3456 7890 123", "卡 6222********23"),
        ("护照E12345678", "**E12345678"),
        ("手机13800001234", "手机13800001234"),
        ("订单20261120001", "订单20261120001"),
        ("", ""),
    ],
)
def test_numbers(said: str, stored: str) -> None:
    if said.startswith("护照"):
        stored = "**" + "*" * 9
    assert mask(said) == stored


@pytest.mark.parametrize("word", LISTED)
def test_listed_words(word: str) -> None:
    assert mask(f"他的{word}是") == f"他的{'*' * len(word)}是"


def test_own_words_and_longest_first() -> None:
    assert mask("天马计划和天马", ("天马", "天马计划")) == "****和**"
    assert mask("不变", ("",)) == "不变"
