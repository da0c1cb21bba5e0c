"""Whose money an amount is: the customer's for this purchase, ours, a rival's, or what is counted and no money."""

from __future__ import annotations

import pytest

from nlp.reading import Speaker
from tests.nlp.reader import read

SALES = {
    "客户问能不能按88万成交，我们原价96万，安庆石化的王工": 880000,
    "大华报价42万，我们45万，长春一汽富维的齐工说再考虑": None,
    "对方还价到17万5，我们底价18万，太原重工的张总": 175000,
    "报价单上写的是132,000元，丽水永康的李总说抹个零13万整就签": 130000,
    "客户嫌贵，说隔壁厂买才花了19万，我们报23万": None,
    "苏泊尔的陈经理说年采购额3000万，这一单先做50万": 500000,
    "最多十七八万，绵阳长虹的采购说的": 180000,
    "预算么大概百把万，江阴海达的采购说": 1000000,
    "东莞宏腾五金的采购杜小姐说要两万个弹片，后天报价": None,
    "苏州明志科技的王总账上有500万闲钱，想买两台设备": None,
    "预算二十五六万的样子，太原重工的张总": 260000,
    "苏州明远的王总说超过八万的采购要上会，这次要两台": None,
    "常州星宇要一批支架，月用量三万，找采购小雷": None,
    "预算三百五，温州瑞鑫的王经理让我们出方案": 3500000,
    "从三百万砍到两百二，海宁皮城的苏总问能不能做": 2200000,
    "总盘子九百万，我们能做的大概两百万，贵阳银行的龙总": 2000000,
    "预算四十万，不对，是十四万，漳州片仔癀的李工": 140000,
    "维保每年36万，无锡地铁的闵工说续签": 360000,
    "首笔款到了15万，剩下的验收后付，安徽合力的王总": None,
    "安徽合力的王总说链条断了，停一天亏八万，让我们今晚就送": None,
    "佛山皇冠陶瓷想以旧换新，旧机抵五万，毛经理让周三去谈": None,
    "潮州枫溪的毛经理说彩盒要两万个": None,
    "昆山立讯的印工想租三台200kW发电机": None,
    "合同额由原来的56万调整到61万，株洲时代电气的周工": 610000,
}


@pytest.mark.parametrize(("text", "budget"), SALES.items())
def test_what_the_customer_will_pay(text: str, budget: float | None) -> None:
    assert read(text).budget_cny == budget


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("你们报价58万太高了，我们预算就50万", 500000),
        ("28万8能不能26万，能的话下周走合同", 260000),
        ("这个价格超了我们预算2万多，最高只能批12万", 120000),
    ],
)
def test_what_a_customer_offers(text: str, budget: float) -> None:
    speaker: Speaker = "customer"
    assert read(text, speaker=speaker).budget_cny == budget


def test_a_price_beside_a_firm_is_news_of_it() -> None:
    assert read("一期60万，二期100万，一共160万，福建恒安").is_lead
    assert not read("这个月工资发了8000块").is_lead
