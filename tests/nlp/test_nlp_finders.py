"""Dates, phones and amounts, each phrase of the hand-written lists."""

from __future__ import annotations

import pytest

from benchmarks.language.sentences import Sentence, load
from nlp.normalize import normalize
from nlp.numbers.budget import choose_budget
from nlp.numbers.money import find_amounts
from nlp.numbers.numerals import han_value
from nlp.numbers.phones import find_phones
from nlp.times.calendar_cn import lunar_day, next_festival
from nlp.times.find import find_times
from tests.nlp.reader import NOW


def name(sentence: Sentence) -> str:
    return sentence.asked.text


@pytest.mark.parametrize("sentence", load("dates"), ids=name)
def test_date(sentence: Sentence) -> None:
    found = [when for when in find_times(normalize(sentence.asked.text).plain, NOW) if when.kind != "past"]
    assert (found[0].due() if found else "") == sentence.gold["next_time"]


@pytest.mark.parametrize("sentence", load("phones"), ids=name)
def test_phone(sentence: Sentence) -> None:
    assert [span.value for span in find_phones(normalize(sentence.asked.text).plain)[0]] == sentence.gold["phones"]


@pytest.mark.parametrize("sentence", load("amounts"), ids=name)
def test_amount(sentence: Sentence) -> None:
    plain = normalize(sentence.asked.text).plain
    chosen = choose_budget(plain, find_amounts(plain, []), [])
    assert (float(chosen.value) if chosen else None) == sentence.gold["budget_cny"]


def test_chinese_numerals() -> None:
    values = {"一万二": 12000, "三十八万五": 385000, "两千零五": 2005, "一百五": 150, "十二": 12, "一点五": 1.5}
    assert {text: han_value(text) for text in values} == values


def test_lunar_festivals() -> None:
    festival = next_festival("春节", NOW.date())
    assert festival is not None
    assert festival[0].isoformat() == "2027-02-06"
    autumn = lunar_day(2025, 8, 15)
    assert autumn is not None
    assert autumn.isoformat() == "2025-10-06"
