"""Cantonese is read like Mandarin, and the words given back are those that were written."""

from __future__ import annotations

import pytest

from nlp.cantonese import mandarin
from tests.nlp.reader import read


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("佢话听日下昼过嚟睇", "他说明天下午过来看"),
        ("我哋同佢倾咗成日", "我们同他谈了成日"),
        ("打电话俾佢倾下话题", "打电话给他谈下话题"),
        ("他说明天下午过来看", "他说明天下午过来看"),
        ("今日打电话", "今日打电话"),
        ("听日上昼送嚟", "明天上午送来"),
    ],
)
def test_words_change_and_lengths_do_not(written: str, meant: str) -> None:
    assert mandarin(written) == meant
    assert len(mandarin(written)) == len(written)


def test_a_note_in_cantonese_is_read_like_any_other() -> None:
    found = read("太古地產嘅馮生話聽日下晝三點過嚟睇demo，叫我哋報個價先")
    assert found.company == "太古地產"
    assert found.next_time == "2026-11-21T15:00:00+08:00"
