"""X10: 43 rows of one customer under 7 names, 12 of them plain repeats and 21 with the same phone and mail."""

from __future__ import annotations

from nlp.dedup.columns import roles_of
from nlp.dedup.engine import find_groups
from nlp.dedup.record import RecordReader
from nlp.dedup.store import Store

HEADINGS = ("公司", "联系人", "手机", "邮箱", "微信", "城市")
NAMES = (
    *("Anker Inc.", "ANKER", "安克创新", "安克创新科技股份有限公司", "anker shenzhen", "安克"),
    "湖南安克电子科技有限公司",
)
PEOPLE = (
    ("李娜", "13700010001", "lina@anker.com"),
    ("陈刚", "13700010002", "chengang@anker.com"),
    ("Kevin Zhao", "", "kevin.zhao@anker.com"),
    ("周婷", "13700010003", ""),
    ("", "", "info@anker.com"),
)


def anker_rows() -> list[tuple[str, ...]]:
    """Return 21 rows of one buyer, 10 of colleagues under all names, and 12 repeats."""
    buyer = ("王磊", "13812345678", "wanglei@anker.com")
    forms = ("13812345678", "+86 138-1234-5678", "(138)12345678")
    cities = ("深圳", "长沙", "")
    rows = [(NAMES[at % 7], buyer[0], forms[at % 3], buyer[2], "", cities[at % 3]) for at in range(21)]
    rows += [(NAMES[at % 7], *PEOPLE[at % 5], "", ("深圳", "")[at % 2]) for at in range(10)]
    return rows + rows[:6] + rows[21:27]


def others() -> list[tuple[str, ...]]:
    """Return firms that have nothing to do with each other."""
    brands = (
        "宏达 恒远 蓝海 金桥 旭日 天成 博雅 瑞丰 明珠 远航 鼎盛 华泰 永兴 凯旋 安达 安科 克莱 创新 昂科 安歌".split()
    )
    trades = "电子 物流 软件 建材 照明 医疗 包装 化工 食品 服装".split()
    cities = "深圳 长沙 广州 杭州 上海".split()
    return [
        (f"{city}{brand}{trade}有限公司", "", f"139{brand_at:04d}{at:04d}", "", "", city)
        for brand_at, brand in enumerate(brands)
        for at, (city, trade) in enumerate(zip(cities, trades, strict=False))
    ]


def groups_of(rows: list[tuple[str, ...]]) -> list[tuple[int, ...]]:
    reader, store = RecordReader(roles_of(HEADINGS)), Store()
    for row in rows:
        store.add(reader.read(row))
    return [group.rows for group in find_groups(store)]


def test_forty_three_rows_are_one_customer() -> None:
    rows = anker_rows()
    assert len(rows) == 43
    assert len({row[0] for row in rows}) == 7
    assert groups_of(rows) == [tuple(range(43))]


def test_they_stay_one_customer_among_a_hundred_others() -> None:
    strangers = others()
    rows = strangers + anker_rows()
    assert groups_of(rows) == [tuple(range(len(strangers), len(rows)))]
