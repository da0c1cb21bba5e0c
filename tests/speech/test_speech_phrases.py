from __future__ import annotations

import pytest

from nlp.speech.phrases import correct_phrases


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("纪录更近安克创新要样机", "记录跟进安克创新要样机"),
        ("纪录根据,客户要报价", "记录跟进,客户要报价"),
        ("新建林系人张雅婷", "新建联系人张雅婷"),
        ("大疆创新采谷主管", "大疆创新采购主管"),
        ("极米科技商机迎单", "极米科技商机赢单"),
        ("业底发货", "月底发货"),
    ],
)
def test_a_misheard_phrase_is_put_right(heard: str, meant: str) -> None:
    text, corrections = correct_phrases(heard)

    assert text == meant
    assert len(corrections) == 1 and corrections[0].applied


@pytest.mark.parametrize(
    "text", ["记录跟进客户要报价", "今天天气怎么样", "新建议很好", "我记得跟他说过", "采购了一批", ""]
)
def test_other_words_stay(text: str) -> None:
    assert correct_phrases(text) == (text, ())
