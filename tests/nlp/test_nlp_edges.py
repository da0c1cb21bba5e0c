"""Where a function begins, what is a telling and no question, which money is no budget, how sure a reading is."""

from __future__ import annotations

import pytest

from nlp.learned.chooser import best_of, chances
from nlp.people.title_edges import grown
from tests.nlp.reader import read


@pytest.mark.parametrize(
    ("named", "title", "whole"),
    [
        ("□□的装配厂厂长佟玉山", "厂长", "装配厂厂长"),
        ("□□ 涂装车间主任 曲建军", "主任", "涂装车间主任"),
        ("□□华南区采购总监王", "采购总监", "采购总监"),
        ("□□事业部包材采购邱敏", "采购", "包材采购"),
        ("跟□□说的采购总监王", "采购总监", "采购总监"),
        ("今天见了采购总监王", "采购总监", "采购总监"),
    ],
)
def test_a_function_reaches_to_its_firm(named: str, title: str, whole: str) -> None:
    at = named.index(title)
    start, end = grown(named, at, at + len(title))
    assert named[start:end] == whole


def test_what_a_customer_asked_is_no_question_of_ours() -> None:
    told = read("喂记一下啊东方日升的采购经理叫尉迟敏电话幺八六六八零二三三九幺说要两百台问什么时候能交货")
    assert told.is_lead
    assert told.phones == ("18668023391",)
    assert read("安克的合同什么时候到期").intent == "query"


def test_a_deposit_is_no_budget() -> None:
    assert read("郑煤机的招标文件拿到了，投标保证金五万，下周三前交").budget_cny is None


def test_chances_add_up_and_follow_the_sums() -> None:
    assert sum(chances([1.0, 2.0, 0.5])) == pytest.approx(1.0)
    place, said = best_of({"none": 0.0, "a": 2.0, "b": 1.0}, [("a",), ("b",)])
    assert place == 0
    assert said[0] > said[1] > 0
    assert best_of({"none": 3.0, "a": 2.0}, [("a",)])[0] == -1


def test_every_value_that_was_weighed_says_how_sure_it_is() -> None:
    reading = read("绵阳长虹的采购经理李敏让我下周三上午十点带样机过去演示，预算三十万")
    assert reading.next_time == "2026-11-25T10:00:00+08:00"
    assert {"stage", "next_action", "next_time"} <= reading.confidence.keys()
    assert all(0 < value <= 1 for value in reading.confidence.values())


def test_a_number_is_no_firm() -> None:
    assert read("新线索 13655556666").company == ""
    assert read("新线索 02085551234").company == ""
