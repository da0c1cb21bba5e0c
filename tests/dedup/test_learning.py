"""Words that only one table knows: its forms of address, functions and trades."""

from __future__ import annotations

from pathlib import Path

from nlp.dedup.engine import find_groups
from nlp.dedup.load import load
from nlp.dedup.manners import learned, manners
from nlp.dedup.person import is_person, key_of, split_company
from nlp.dedup.table import open_table
from nlp.names.identity import identify
from nlp.names.learning import learn_places, learn_trades
from nlp.names.vocabulary import vocabulary

SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭"
CONTACTS = [f"{front}{surname}伙伴" for surname in SURNAMES for front in ("", "招展", "")]


def test_what_follows_many_surnames_is_a_form_of_address() -> None:
    ways = learned(CONTACTS)
    assert key_of("招展刘伙伴", ways) == ("liu", "") == key_of("刘伙伴", manners(frozenset(["伙伴"])))
    assert is_person("招展刘伙伴", ways) and not is_person("招展刘伙伴", manners())
    assert split_company("安克招展刘伙伴", ways) == ("安克", "招展刘伙伴")


def test_given_names_and_few_examples_teach_nothing() -> None:
    people = [surname + given for surname in SURNAMES for given in ("建国", "志强", "晓明", "伟", "思琪")]
    assert learned([*people, *[f"{surname}{chr(0x4E00 + at)}云" for at, surname in enumerate(SURNAMES * 220)]]) is (
        manners()
    )
    assert learned(CONTACTS[:9]) is manners()


def test_who_is_in_charge_ends_a_firms_name_and_a_trade_does_not() -> None:
    assert split_company("安克鲍负责人", manners()) == ("安克", "鲍负责人")
    assert split_company("安达王经理", manners()) == ("安达", "王经理")
    assert split_company("深圳李想设计", manners()) == ("深圳李想设计", "")


def test_a_known_trade_may_be_the_end_of_a_longer_one() -> None:
    brands = [chr(0x5B89 + at) + chr(0x514B + at) for at in range(15)]
    names = [f"{brand}隐形眼镜有限公司" for brand in brands] + [f"{brand}科技有限公司" for brand in brands]
    assert "隐形眼镜" in learn_trades(names)
    assert not [word for word in learn_trades(names) if word.endswith("科技")]


def test_a_long_name_is_enough_where_a_short_one_is_not(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    rows = [("露骉林桐", "王伟"), ("露骉林桐集团", "李娜"), ("露骉", "张强"), ("露骉公司", "刘敏")]
    file.write_text("公司,联系人\n" + "".join(f"{firm},{who}\n" for firm, who in rows), encoding="utf-8")
    assert [group.rows for group in find_groups(load(open_table(file), {}).store)] == [(0, 1)]


def test_a_place_that_no_list_knows_is_learned_from_the_column_of_cities(tmp_path: Path) -> None:
    assert learn_places(["凤鸣谷"] * 5 + ["凤鸣谷市", "杭州", "杭州市", "x", "一次"]) == frozenset(["凤鸣谷"])
    words = vocabulary(places=frozenset(["凤鸣谷"]))
    assert identify("凤鸣谷市安克科技有限公司", words)[:1] == ("安克",)
    assert identify("凤鸣谷 Weicen Inc.", words)[:4] == ("", "weicen", (), "凤鸣谷")
    assert identify("Fengminggu Weicen Ltd", words).city == "凤鸣谷"
    file = tmp_path / "a.csv"
    brands = ("Weicen", "Benluji", "Yiyan", "Chongjin", "Hongjin", "Douguan")
    rows = [f"凤鸣谷 {brand} Ltd,1381234{at:04d},凤鸣谷\n" for at, brand in enumerate(brands)]
    file.write_text("公司,手机,城市\n" + "".join(rows), encoding="utf-8")
    assert list(find_groups(load(open_table(file), {}).store)) == []
