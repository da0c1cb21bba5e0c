"""What the customer's own words set off, to the minute (F52, F53, F54)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crm.leads.stage import Stage
from crm.notes.behaviour import TAGS, TRIAL_TAG, asks_by_file, may_move
from nlp.signals import literal_trial

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "moves"), [(0, True), (24 * 60, True), (24 * 60 + 1, False), (25 * 60, False), (-1, False)]
)
def test_only_the_last_day_counts(age: int, moves: bool) -> None:
    assert may_move(Stage.FIRST_CONTACT, NOW - timedelta(minutes=age), None, NOW).moves is moves


@pytest.mark.parametrize(("since", "moves"), [(timedelta(hours=71, minutes=59), False), (timedelta(hours=72), True)])
def test_once_in_72_hours(since: timedelta, moves: bool) -> None:
    ruling = may_move(Stage.FIRST_CONTACT, NOW, NOW - since, NOW)
    assert (ruling.moves, ruling.reason) == (moves, "客户主动询问" if moves else "72小时内已触发")


@pytest.mark.parametrize("stage", [Stage.SOLUTION, Stage.QUOTING, Stage.SIGNED, Stage.LOST])
def test_later_stages_never_go_back(stage: Stage) -> None:
    assert not may_move(stage, NOW, None, NOW).moves


@pytest.mark.parametrize(
    ("name", "asks"),
    [("询价单.xlsx", True), ("技术方案V2.pdf", True), ("RFQ-17.docx", True), ("合影.jpg", False), ("", False)],
)
def test_files_that_ask(name: str, asks: bool) -> None:
    assert asks_by_file(name) is asks


def test_nineteen_tags() -> None:
    assert len(TAGS) == len(set(TAGS)) == 19
    assert {TRIAL_TAG, "价格敏感", "技术质疑", "决策链异常"} <= set(TAGS)


@pytest.mark.parametrize(
    ("said", "hit"),
    [
        ("我们试着用一下", True),
        ("先试试", True),
        ("给个测试账号", True),
        ("试一二三四五用", True),
        ("试一二三四五六用", False),
    ],
)
def test_trial_within_five_characters(said: str, hit: bool) -> None:
    assert literal_trial(said) is hit
