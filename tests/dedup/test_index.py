"""One new record against the known ones."""

from __future__ import annotations

import pytest

from nlp.dedup.index import Customer, DuplicateIndex

ANKER = Customer("a", "深圳市安克创新科技有限公司", "王磊", "13812345678", "wanglei@anker.com", "anker_wang", "深圳")
HONGDA = Customer("h", "苏州宏达电子有限公司", "李娜", "0512-66321578", "", "", "苏州")


@pytest.fixture
def index() -> DuplicateIndex:
    return DuplicateIndex([ANKER, HONGDA])


@pytest.mark.parametrize("phone", ["+86 138-1234-5678", "(138)12345678", "13812345678.0", "１３８１２３４５６７８"])
def test_the_same_phone_in_any_form_is_the_same(index: DuplicateIndex, phone: str) -> None:
    (match,) = index.match(Customer("new", phone=phone))
    assert (match.id, match.verdict, match.score) == ("a", "same", 1.0)


def test_a_masked_phone_matches_nothing(index: DuplicateIndex) -> None:
    assert index.match(Customer("new", phone="138****5678")) == []


def test_the_same_mail_counts_nine_tenths(index: DuplicateIndex) -> None:
    (match,) = index.match(Customer("new", email="WangLei@Anker.com"))
    assert (match.id, match.verdict, match.score) == ("a", "same", 0.9)


@pytest.mark.parametrize("company", ["安克创新", "Anker Inc.", "鞍克创新科技(深圳)"])
def test_a_name_alone_only_proposes(index: DuplicateIndex, company: str) -> None:
    (match,) = index.match(Customer("new", company, city="深圳"))
    assert (match.id, match.verdict) == ("a", "propose")
    assert match.score <= 0.75


def test_a_shared_switchboard_only_proposes(index: DuplicateIndex) -> None:
    (match,) = index.match(Customer("new", "苏州恒远物流有限公司", "张伟", "0512 6632 1578转21", "", "", "苏州"))
    assert match.verdict == "propose"


def test_strangers_match_nothing(index: DuplicateIndex) -> None:
    assert index.match(Customer("new", "北京蓝海软件有限公司", "赵强", "13900121357", "zq@lanhai.cn", "", "北京")) == []
    assert index.match(Customer("new", "青岛宏达电子有限公司", "", "", "", "", "青岛")) == []


def test_finds_what_was_added_later(index: DuplicateIndex) -> None:
    late = Customer("l", "北京蓝海软件有限公司", "赵强", "13900121357", "zq@lanhai.cn", "", "北京")
    index.add(late)
    assert len(index) == 3
    assert index.match(late) == []
    assert [match.id for match in index.match(late._replace(id="new"))] == ["l"]
    assert [match.id for match in index.match(Customer("new", "Lanhai"))] == ["l"]
    index.add(Customer("m", phone="139-0012-1357"))
    assert {match.id for match in index.match(late._replace(id="new"))} == {"l", "m"}


def test_looking_up_changes_nothing(index: DuplicateIndex) -> None:
    query = Customer("new", "上海从未见过科技有限公司", "欧阳未见", "13655554444", "x@never.cn", "never_seen", "上海")
    assert index.match(query) == index.match(query) == []
    assert len(index) == 2


def test_works_from_empty() -> None:
    index = DuplicateIndex()
    assert index.match(ANKER) == []
    index.add(ANKER)
    assert [match.verdict for match in index.match(ANKER._replace(id="new"))] == ["same"]


def test_gives_no_more_than_asked(index: DuplicateIndex) -> None:
    for number in range(10):
        index.add(ANKER._replace(id=f"a{number}"))
    assert len(index.match(ANKER._replace(id="new"), limit=2)) == 2
