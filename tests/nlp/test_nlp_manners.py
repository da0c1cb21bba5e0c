"""What sales talk means beyond its words: instalments, goods named after festivals, where a rival stands, bare news."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.reading import Asked, BookEntry
from nlp.understand import Understander
from tests.nlp.reader import NOW, read


@pytest.mark.parametrize(
    "text",
    [
        "苏州明志科技尾款12万月底打过来",
        "收到苏州明志科技的定金5万，下周三发货",
        "苏州明志科技第二笔18万今天到账",
        "苏州明志科技，48万的尾款下周三到账",
    ],
)
def test_a_part_of_the_price_is_no_budget(text: str) -> None:
    reading = read(text)
    assert (reading.is_lead, reading.budget_cny) == (True, None)


def test_the_whole_price_beside_an_instalment_is() -> None:
    assert read("苏州明志科技的合同签了，总价46万，首付30%下周到账").budget_cny == 460000


def test_a_rival_tagged_is_shown_where_it_stands() -> None:
    text = "常州强力的采购说现在用的西门子太贵，让我们下周报价"
    shown = [one for one in read(text).evidence["signals"] if one.rule == "竞品提及"]
    assert shown and all(text[one.start : one.end] == one.text != "" for one in shown)


def test_goods_of_a_festival_set_no_time() -> None:
    assert read("苏州稻香村要一批中秋礼盒，让我们打样").next_time == ""
    assert date.fromisoformat(read("苏州稻香村让我们中秋前打样寄过去").next_time) > NOW.date()


def test_a_number_of_taiwan_is_a_phone() -> None:
    assert read("長榮航太採購顏妤 0933-556-712 要報價").phones == ("0933556712",)


@pytest.mark.parametrize(
    "text",
    [
        "王总说先不急，过完年再说吧",
        "李总说先放一放",
        "上次那个客户，电话13912345678",
        "老客户介绍了一个做五金的，要订2000套",
    ],
)
def test_bare_news_of_a_prospect_is_kept(text: str) -> None:
    assert read(text).is_lead


@pytest.mark.parametrize(
    "text",
    ["本月业绩排名：1.李娜 182万 2.王强 143万，继续加油", "合同模板在共享盘里，大家自己下", "客户爸爸又改需求了"],
)
def test_talk_of_our_own_is_none(text: str) -> None:
    assert not read(text).is_lead


def test_a_known_name_is_given_as_far_as_it_was_written() -> None:
    book = [BookEntry("company", "安克创新科技股份有限公司", ("安克",))]
    reader = Understander(book)
    assert reader.read(Asked("安克创新的张总要报价", NOW)).company == "安克创新"
    assert reader.read(Asked("安克的张总要报价", NOW)).company == "安克"
    assert reader.read(Asked("安克创意园的张总要报价", NOW)).company.startswith("安克")
