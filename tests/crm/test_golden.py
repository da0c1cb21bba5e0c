"""The gate of F06 and the first contact of F08."""

from __future__ import annotations

import pytest

from crm.notes.golden import (
    NEXT_STEP,
    PROMISED,
    SOLVED,
    customer_part,
    first_contact_length,
    long_enough,
    promise_part,
    says_something,
    solved_part,
    unanswered,
)


def test_three_of_three_is_complete() -> None:
    assert unanswered("讲清了接口", "下周看demo", "2026-11-27") == ()


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        (("", "下周看demo", "2026-11-27"), (SOLVED,)),
        (("讲清了接口", "  ", "2026-11-27"), (NEXT_STEP,)),
        (("讲清了接口", "下周看demo", ""), (PROMISED,)),
        (("", "", ""), (SOLVED, NEXT_STEP, PROMISED)),
    ],
)
def test_the_missing_one_is_named(answers: tuple[str, str, str], missing: tuple[str, ...]) -> None:
    assert unanswered(*answers) == missing


@pytest.mark.parametrize(
    "words", ["通话结束", "已联系", "已经沟通过", "无", "暂无", "尽快", "待定", "OK", "…", "。", "好的", "x"]
)
def test_empty_words_say_nothing(words: str) -> None:
    assert not says_something(words)


@pytest.mark.parametrize("words", ["demo", "寄样", "通话结束，客户要样品", "周五", "3天内", "2026-11-27"])
def test_real_words_say_something(words: str) -> None:
    assert says_something(words)


def test_what_was_settled_is_told_apart_from_what_is_next() -> None:
    note = "讲清楚了价格构成，客户下周内部评审，我们承诺周五前发合同"
    assert solved_part(note, "评审") == "讲清楚了价格构成"
    assert promise_part(note) == "我们承诺周五前发合同"


def test_the_customers_date_is_no_promise_of_ours() -> None:
    assert promise_part("客户要 demo 下周三") == ""
    assert solved_part("客户要 demo 下周三", "demo") == ""


def test_twenty_characters_without_blanks() -> None:
    nineteen = "一二三四五六七八九十一二三四五六七八九"
    assert (first_contact_length(nineteen), long_enough(nineteen)) == (19, False)
    assert not long_enough(f" {nineteen} \n")
    assert long_enough(f"{nineteen}十")


def test_what_the_customer_is_told_to_do_stands_behind_them() -> None:
    assert customer_part("讲清楚了价格构成，客户下周内部评审") == "下周内部评审"
    assert customer_part("样机寄出了，下周三前给报价") == ""
