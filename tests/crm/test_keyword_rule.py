from __future__ import annotations

import pytest

from crm.notes.keyword_rule import EITHER, LITERAL, MEANING, KeywordRules, asks_for_offer, counts


@pytest.mark.parametrize(
    "text",
    [
        "发下参数对比",
        "报价多少",
        "多少钱一台",
        "价格怎么算",
        "能发个方案吗",
        "麻烦给份资料",
        "和A家有什么区别",
        "收到了，再发个报价",
    ],
)
def test_a_wish_for_an_offer_is_one(text: str) -> None:
    assert asks_for_offer(text)


@pytest.mark.parametrize(
    "text",
    [
        "报价单收到了，谢谢",
        "你们报价先不用发了",
        "参数我看过了",
        "不用对比了",
        "好的谢谢",
        "我们自己做的对比",
        "下周三见",
        "",
    ],
)
def test_talk_about_one_is_none(text: str) -> None:
    assert not asks_for_offer(text)


@pytest.mark.parametrize(
    ("rule", "literal", "meant", "hit"),
    [
        (LITERAL, True, False, True),
        (LITERAL, False, True, False),
        (MEANING, True, False, False),
        (MEANING, False, True, True),
        (EITHER, False, True, True),
        (EITHER, True, False, True),
        (EITHER, False, False, False),
    ],
)
def test_the_chosen_hit_counts(rule: str, literal: bool, meant: bool, hit: bool) -> None:
    assert counts(rule, literal, meant) is hit


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="sometimes"):
        KeywordRules(stage="sometimes")
