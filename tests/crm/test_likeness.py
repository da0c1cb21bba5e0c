"""F17, F18: addresses as they compare, and groups that were told apart before."""

from __future__ import annotations

import pytest

from crm.merging.likeness import address_key, not_told_apart


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("宁波市鄞州区天童南路588号3楼", "宁波市鄞州区天童南路 588号 3楼"),
        ("中国深圳市南山区科技园1栋", "深圳市南山区（科技园）1栋"),
        ("Rm 5, 12 Main St", "rm5 12 main st"),
    ],
)
def test_one_address_in_two_writings(one: str, other: str) -> None:
    assert address_key(one) == address_key(other) != ""


@pytest.mark.parametrize("text", ["", "深圳", "杭州市西湖区", "12号"])
def test_what_names_no_place_has_no_key(text: str) -> None:
    assert address_key(text) == ""


def test_a_pair_told_apart_stays_apart_after_later_merges() -> None:
    members = {"account:a": {"account:a", "account:c"}, "account:b": {"account:b", "lead:9"}}
    assert not_told_apart(["account:a", "account:b"], members, {}) == ["account:a", "account:b"]
    assert not_told_apart(["account:a", "account:b"], members, {("account:c", "lead:9"): "rejected"}) == []


def test_the_rest_of_a_group_is_still_asked_about() -> None:
    members = {key: {key} for key in "abc"}
    assert not_told_apart(["a", "b", "c"], members, {("a", "b"): "rejected"}) == ["a", "c"]
    assert not_told_apart(["a"], members, {}) == []
