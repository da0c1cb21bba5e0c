"""F17: visits from one address, day by day, and F16's tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crm.merging.fusion import APART, ASK, MERGE, Visit, fuse, ip_key
from crm.merging.standard_name import EMPTY, SAME, TWICE, columns, pairs_of, refusal

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def visit(days: int, phone: str = "13600000001", lead: str = "l1") -> Visit:
    return Visit(lead, phone, "", NOW - timedelta(days=days))


@pytest.mark.parametrize(("days", "verdict"), [(0, MERGE), (29, MERGE), (30, MERGE), (31, APART)])
def test_thirty_days_to_the_day(days: int, verdict: str) -> None:
    ruling = fuse([visit(days)], "13600000002", [True], NOW)
    assert ruling.verdict == verdict
    assert ruling.lead_id == ("l1" if verdict == MERGE else "")


def test_thirty_days_and_a_second_are_too_many() -> None:
    assert fuse([visit(30)], "13600000002", [True], NOW + timedelta(seconds=1)).verdict == APART


def test_the_newest_visit_counts() -> None:
    assert fuse([visit(20, lead="old"), visit(1, lead="new")], "1", [True, True], NOW).lead_id == "new"


def test_another_firm_is_asked_about_and_so_is_a_crowd() -> None:
    assert fuse([visit(1)], "13600000002", [False], NOW).verdict == ASK
    crowd = [visit(1, f"1360000000{at}") for at in range(5)]
    assert fuse(crowd[:4], "13699999999", [True] * 4, NOW).verdict == MERGE
    assert fuse(crowd, "13699999999", [True] * 5, NOW).verdict == ASK


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" 203.0.113.9 ", "203.0.113.9"), ("::ffff:203.0.113.9", "203.0.113.9"), ("2001:DB8::1", "2001:db8::1"),
        ("127.0.0.1", ""), ("0.0.0.0", ""), ("fe80::1%eth0", ""), ("unknown", ""), ("", ""),
    ],
)  # fmt: skip
def test_addresses_compare(text: str, key: str) -> None:
    assert ip_key(text) == key


def test_the_columns_of_both_usual_tables() -> None:
    assert columns(["证券代码", "证券简称", "公司全称"]) == (1, [2])
    assert columns(["英文品牌", "中文译名"]) == (1, [0])
    assert columns(["名称", "电话"]) is None
    assert pairs_of(["安克创新", "Anker Inc.;ANKER"], 0, [1]) == [("Anker Inc.", "安克创新"), ("ANKER", "安克创新")]
    assert pairs_of(["安克创新"], 0, [1]) == [("", "安克创新")]


def test_a_row_that_cannot_be_kept_says_why() -> None:
    assert refusal("ANKER", "安克创新", "anker", {}) == ""
    assert refusal("", "安克创新", "", {}) == EMPTY
    assert refusal("安克创新", "安克创新", "安克创新", {}) == SAME
    assert refusal("ANKER", "别的", "anker", {"anker": "安克创新"}) == TWICE
