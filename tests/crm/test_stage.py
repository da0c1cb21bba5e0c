"""The four stages a person may name (F01)."""

from __future__ import annotations

import pytest

from crm.leads.stage import Stage, named_stage, read_stage, short_form


@pytest.mark.parametrize("name", ["初步接触", "方案沟通", "报价中", "已签约"])
def test_four_may_be_named(name: str) -> None:
    assert read_stage(f" {name} ") == name
    assert named_stage(f"新线索 安克 张三 13800001234 {name}") == name


@pytest.mark.parametrize("name", ["考虑中", "需求确认", "已流失", ""])
def test_a_fifth_may_not(name: str) -> None:
    assert read_stage(name) is None


def test_a_stage_within_other_words_is_not_named() -> None:
    assert named_stage("他们在报价中间加了一项") is None


def test_cards_show_the_short_form() -> None:
    assert short_form(Stage.NEED_CONFIRMED) == "初步接触"
    assert short_form("报价中") == "报价中"
