"""Real firms that share one thing only are never one group, whichever firms they are and however many."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as some

from nlp.dedup.columns import roles_of
from nlp.dedup.engine import find_groups
from nlp.dedup.record import RecordReader
from nlp.dedup.store import Store

HEADINGS = ("公司名称", "联系人", "手机", "邮箱", "微信", "城市")
READER = RecordReader(roles_of(HEADINGS))
BRANDS = "宏达 恒远 蓝海 金桥 旭日 天成 博雅 瑞丰 明珠 远航 正鼎 华泰 永兴 凯旋 力诺 澳柯".split()
TRADES = "电子 物流 食品 软件 建材 服装 照明 包装 化工 家具".split()
CITIES = "北京 上海 广州 杭州 成都 武汉 南京 西安 苏州 青岛".split()
PEOPLE = "王磊 李娜 张伟 刘洋 陈静 杨帆 黄勇 赵敏 周涛 吴丹".split()
PROVIDERS = ("qq.com", "163.com", "126.com", "gmail.com", "foxmail.com", "139.com")

orders = some.permutations(range(10))
sizes = some.integers(2, 8)
frugal = settings(max_examples=40, deadline=None)


def groups_of(rows: list[tuple[str, ...]]) -> list[tuple[int, ...]]:
    store = Store()
    for row in rows:
        store.add(READER.read(row))
    return [group.rows for group in find_groups(store)]


@frugal
@given(orders, orders, orders, some.integers(20_000_000, 89_999_999), sizes)
def test_one_switchboard(brands: list[int], trades: list[int], people: list[int], number: int, size: int) -> None:
    forms = ("0755-{}", "(0755){}", "0755 {}", "+86-755-{}", "0755-{}转21")
    rows = [
        (f"深圳市{BRANDS[brands[at]]}{TRADES[trades[at]]}有限公司", PEOPLE[people[at]], forms[at % 5].format(number))
        for at in range(size)
    ]
    assert groups_of(rows) == []


@frugal
@given(some.sampled_from(BRANDS), orders, orders, orders, sizes)
def test_one_brand_word(brand: str, trades: list[int], cities: list[int], people: list[int], size: int) -> None:
    rows = [
        (f"{CITIES[cities[at]]}{brand}{TRADES[trades[at]]}有限公司", PEOPLE[people[at]], f"139{at}1234{at}6{at}8")
        for at in range(size)
    ]
    assert groups_of(rows) == []


@frugal
@given(orders, orders, orders, some.sampled_from(PROVIDERS), sizes)
def test_one_mail_provider(brands: list[int], trades: list[int], people: list[int], host: str, size: int) -> None:
    rows = [
        (f"{BRANDS[brands[at]]}{TRADES[trades[at]]}有限公司", PEOPLE[people[at]], "", f"box{at}7{at}3@{host}")
        for at in range(size)
    ]
    assert groups_of(rows) == []


@frugal
@given(orders, orders, some.integers(0, 99_999_999), sizes)
def test_one_customer_stays_one_in_any_order(brands: list[int], order: list[int], number: int, size: int) -> None:
    """The other side: rows of one customer with one mobile are one group, wherever they stand among strangers."""
    mobile, brand = f"136{number:08d}", BRANDS[brands[0]]
    if len(set(mobile[-8:])) <= 2:  # an invented number never counts
        return
    own = [(name, "王磊", mobile) for name in (f"深圳市{brand}电子有限公司", brand, f"{brand}电子")]
    others = [(f"{CITIES[at]}{BRANDS[brands[at]]}{TRADES[at]}有限公司", "", "") for at in range(1, size)]
    rows = [*own, *others]
    places = sorted(range(len(rows)), key=lambda at: order[at % 10] * 11 + at)
    expected = tuple(sorted(places.index(at) for at in range(3)))
    assert groups_of([rows[at] for at in places]) == [expected]
