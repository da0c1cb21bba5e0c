from __future__ import annotations

import pytest

from nlp.speech.finishing import CHECK_PHONE, warnings_about
from nlp.speech.numerals import as_digits, value_of


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("预算二十万。", "预算20万。"),
        ("订单十二万月底发货", "订单12万月底发货"),
        ("大概三万五", "大概3.5万"),
        ("两百八十块", "280块"),
        ("六百八", "680"),
        ("一千零一", "1001"),
        ("一点五万", "1.5万"),
        ("一百万", "100万"),
        ("一千五百万", "1500万"),
        ("三亿", "3亿"),
        ("降百分之五十", "降50%"),
        ("百分之二点五", "2.5%"),
        ("打九五折", "打95折"),
        ("打八折", "打8折"),
        ("五十套滤芯", "50套滤芯"),
        ("少了十二个", "少了12个"),
        ("十一月十号签约", "11月10号签约"),
        ("二零二六年", "2026年"),
        ("手机号一三九零零一三六七八八", "手机号13900136788"),
        ("一三九，零零一三，六七八八", "13900136788"),
        ("幺三八零零幺三八零零零", "13800138000"),
        ("139 0013 6788", "13900136788"),
    ],
)
def test_numbers_become_digits(spoken: str, written: str) -> None:
    assert as_digits(spoken) == written


@pytest.mark.parametrize(
    "text",
    [
        "等一下",
        "万一不行",
        "千万别忘了",
        "十分满意",
        "几十万",
        "二三十万",
        "三五百",
        "一二线城市",
        "两周",
        "三箱货",
        "下午两点",
        "百度和万达",
        "说一说",
        "十几个",
        "国庆十一",
        "4008123123 4",
    ],
)
def test_what_is_no_number_stays(text: str) -> None:
    assert as_digits(text) == text


def test_a_name_with_a_number_in_it_stays() -> None:
    assert as_digits("五十一区科技订了五十一套", keep=["五十一区科技"]) == "五十一区科技订了51套"


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("三万五", 35_000), ("二十", 20), ("十", 10), ("一亿零五百万", 105_000_000), ("一百零八", 108), ("五一", None)],
)
def test_values(numeral: str, value: int | None) -> None:
    assert value_of(numeral) == value


@pytest.mark.parametrize("text", ["手机号1390-1367-88", "电话13900136", "139001亿36788", "138001380001"])
def test_a_phone_number_that_is_not_whole_is_pointed_out(text: str) -> None:
    assert warnings_about(text) == (CHECK_PHONE,)


@pytest.mark.parametrize("text", ["手机号13900136788", "预算150万", "18号下午3点", "13号,14号,15号", "报价13,5折", ""])
def test_other_numbers_raise_no_doubt(text: str) -> None:
    assert warnings_about(text) == ()
