"""Which rows become one group, told on small tables that a person can check."""

from __future__ import annotations

import pytest

from nlp.dedup.columns import roles_of
from nlp.dedup.engine import find_groups
from nlp.dedup.evidence import Group
from nlp.dedup.record import RecordReader
from nlp.dedup.store import Store
from nlp.names.learning import learn_trades

HEADINGS = ("公司名称", "联系人", "手机", "邮箱", "微信", "城市")


def groups_of(*rows: tuple[str, ...]) -> list[tuple[int, ...]]:
    return [group.rows for group in full_groups(*rows)]


def full_groups(*rows: tuple[str, ...]) -> list[Group]:
    reader, store = RecordReader(roles_of(HEADINGS)), Store()
    for row in rows:
        store.add(reader.read([*row, *[""] * (len(HEADINGS) - len(row))]))
    return list(find_groups(store))


ANKER = ("深圳市安克创新科技有限公司", "王磊", "13812345678", "wanglei@anker.com", "", "深圳")


@pytest.mark.parametrize(
    "other",
    [
        ("安克", "", "+86 138-1234-5678"),
        ("", "", "(138)12345678"),
        ("安克创新", "王总", "１３８１２３４５６７８"),
        ("ANKER", "", "0086 138 1234 5678"),
        ("Anker Inc.", "", "13812345678.0"),
        ("Anker", "", "", "LiNa@Anker.com"),
        ("安克創新科技(深圳)有限公司", "", "", "", "", "深圳市"),
        ("鞍克创新", "王磊", "", "", "", "广东深圳"),
        ("王磊", "安克创新科技", "", "", "", "深圳"),
        ("安克-采购李经理", "", "", "", "", "深圳"),
        ("安克创新李总 13812345678",),
        ("备注", "", "", "手机13812345678"),
    ],
)
def test_joins_one_customer_however_it_is_written(other: tuple[str, ...]) -> None:
    assert groups_of(ANKER, other) == [(0, 1)]


@pytest.mark.parametrize(
    "other",
    [
        ("深圳市宏达电子有限公司", "李娜", "138****5678", "", "", "深圳"),
        ("广州市安克物流有限公司", "李娜", "13912345678", "", "", "广州"),
        ("深圳市恒远贸易有限公司", "王磊", "13712345678", "", "", "深圳"),
        ("深圳市安达创新科技有限公司", "李娜", "", "", "", "深圳"),
        ("", "王磊", "", "", "", "深圳"),
        ("安徽安克农业有限公司", "王磊", "", "", "", "合肥"),
    ],
)
def test_leaves_another_customer_alone(other: tuple[str, ...]) -> None:
    assert groups_of(ANKER, other) == []


def test_a_switchboard_joins_nobody() -> None:
    firms = "宏达电子 恒远贸易 蓝海软件 金桥物流 旭日照明".split()
    assert groups_of(*((f"深圳市{firm}有限公司", "", "0755-86581234", "", "", "深圳") for firm in firms)) == []


def test_two_firms_at_one_switchboard_stay_two() -> None:
    rows = [
        ("深圳市宏达电子有限公司", "李娜", "0755-86581234"),
        ("深圳市恒远贸易有限公司", "张伟", "0755 8658 1234转8021"),
    ]
    assert groups_of(*rows) == []


def test_a_hotline_joins_nobody_but_the_same_name() -> None:
    rows = [
        ("上海宏达电子有限公司", "", "400-820-8820"),
        ("宏达电子", "", "4008208820"),
        ("北京恒远贸易有限公司", "", "400 820 8820"),
    ]
    assert groups_of(*rows) == [(0, 1)]


def test_a_mail_provider_joins_nobody() -> None:
    rows = [
        (f"{name}有限公司", "", "", f"{box}@qq.com", "", "")
        for name, box in (("宏达电子", "hongda1"), ("恒远贸易", "hengyuan2"), ("蓝海软件", "lanhai3"))
    ]
    assert groups_of(*rows) == []


def test_an_unknown_mail_provider_is_found_out_by_its_many_firms() -> None:
    brands = "宏达 恒远 蓝海 金桥 旭日 天成 博雅 瑞丰 明珠 远航 正大 鼎盛 华泰 永兴 凯旋".split()
    rows = [(f"{brand}有限公司", "", "", f"sales{at}@mailhost.cn") for at, brand in enumerate(brands)]
    assert groups_of(*rows) == []


def test_a_common_brand_joins_only_within_city_and_trade() -> None:
    cities = "北京 上海 广州 杭州 成都 武汉 南京 西安 苏州 青岛".split()
    trades = "电子 物流 食品 软件 建材 服装 医疗 照明 包装 化工".split()
    rows = [(f"{city}宏达{trade}有限公司", "", "", "", "", city) for city, trade in zip(cities, trades, strict=True)]
    assert groups_of(*rows, ("宏达食品", "", "", "", "", "广州市")) == [(2, 10)]


def test_a_brand_in_two_cities_is_not_joined_by_the_name() -> None:
    assert groups_of(("苏州宏达电子有限公司",), ("青岛宏达电子有限公司",)) == []


def test_one_link_does_not_join_two_sides_that_contradict_each_other() -> None:
    rows = [
        ("深圳市宏达电子有限公司", "李娜", "13911112222", "lina@hongda.com", "", "深圳"),
        ("宏达电子", "李娜", "13911112222", "", "", "深圳"),
        ("广州市恒远物流有限公司", "张伟", "13733334444", "zw@hengyuan.com", "", "广州"),
        ("恒远物流", "张伟", "13733334444", "", "", "广州"),
        ("", "", "13911112222", "zw@hengyuan.com", "", ""),
    ]
    found = groups_of(*rows)
    assert all(not ({0, 1} & set(group) and {2, 3} & set(group)) for group in found)
    assert any({0, 1} <= set(group) for group in found)


def test_an_invented_number_joins_nobody() -> None:
    assert groups_of(("宏达电子", "", "13800000000"), ("恒远贸易", "", "13800000000")) == []


def test_says_what_spoke_for_a_pair() -> None:
    (group,) = full_groups(ANKER, ("安克创新", "王磊", "13812345678", "", "", "深圳"))
    (link,) = group.evidence
    assert (link.one, link.other) == (0, 1)
    assert {"mobile", "name", "city", "contact"} <= {name for name, bits in link.factors.items() if bits > 0}
    assert 0.5 < group.score <= 1


def test_the_same_rows_give_the_same_groups() -> None:
    rows = [ANKER, ("安克", "", "13812345678"), ("宏达电子",), ("宏达电子",)]
    assert groups_of(*rows) == groups_of(*rows) == [(0, 1), (2, 3)]


def test_nothing_and_one_row_have_no_groups() -> None:
    assert groups_of() == groups_of(ANKER) == []


def test_very_many_rows_of_one_name_are_one_customer() -> None:
    rows = [("安克创新", "", "", "", "", "")] * 150 + [("Anker 安克创新", "", "", "", "", "")] * 150
    assert groups_of(*rows) == [tuple(range(300))]


def test_very_many_rows_at_one_switchboard_are_still_many_firms() -> None:
    firms = [f"{one}{two}" for one in "宏恒蓝金旭天博瑞明远" for two in "达远海桥日成雅丰珠航"]
    rows = [(f"深圳市{firm}有限公司", "", "0755-86581234", "", "", "深圳") for firm in firms]
    assert max((len(group) for group in groups_of(*rows)), default=1) <= 2


def test_a_word_before_very_many_latin_brands_is_no_brand() -> None:
    brands = [
        f"{one}{two}{three}" for one in ("lu", "ke", "wa") for two in ("min", "so") for three in ("tek", "va", "ro")
    ]
    rows = [(f"浩特 {brand.capitalize()} Ltd", "", "", "", "", "上海") for brand in brands]
    assert groups_of(*rows) == []


def test_the_place_of_a_branch_is_not_learned_as_a_trade() -> None:
    branches = [f"{one}{two}食品有限公司呼和浩特分公司" for one in "宏恒蓝金旭" for two in "达远海桥日"]
    assert learn_trades(branches) == frozenset()
