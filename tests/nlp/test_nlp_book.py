"""Known names as people type and say them: short, in pinyin, by homophones, by mail and by its domain."""

from __future__ import annotations

import pytest

from nlp.reading import Asked, BookEntry
from nlp.understand import Understander
from tests.nlp.reader import NOW, read

READER = Understander(
    [
        BookEntry("company", "佛山电器照明股份有限公司", ("佛山照明",), email="sales@chinafsl.com"),
        BookEntry("company", "杭州明远科技有限公司", ("明远", "明远科技")),
        BookEntry("company", "苏州博众精工科技股份有限公司", ("博众",)),
        BookEntry("company", "安克创新科技股份有限公司", ("安克", "Anker")),
    ]
)


@pytest.mark.parametrize(
    ("text", "company", "known"),
    [
        ("去了fo shan zhao ming，李工说下周三前报价", "fo shan zhao ming", "佛山电器照明股份有限公司"),
        ("今天跟foshanzhaoming聊了下，要100套样品", "foshanzhaoming", "佛山电器照明股份有限公司"),
        ("MINGYUAN的王总要报价", "MINGYUAN", "杭州明远科技有限公司"),
        ("an ke 的张总约明天见", "an ke", "安克创新科技股份有限公司"),
        ("Anker 的 Kevin 要报价", "Anker", "安克创新科技股份有限公司"),
        ("博众精工要试用", "博众精工", "苏州博众精工科技股份有限公司"),
        ("明原科技的王晓明说预算20万", "明原科技", "杭州明远科技有限公司"),
    ],
)
def test_a_known_firm(text: str, company: str, known: str) -> None:
    reading = READER.read(Asked(text, NOW))
    assert reading.company == company
    link = reading.links["company"][0]
    assert link.name == known
    assert link.score >= 0.92


def test_a_mail_of_the_firm_s_domain_tells_it() -> None:
    reading = READER.read(Asked("采购李工 13912345678，邮箱 li.gong@chinafsl.com，要报价", NOW))
    assert [(link.name, link.how) for link in reading.links["company"]] == [("佛山电器照明股份有限公司", "domain")]
    assert "company" not in READER.read(Asked("李工 13912345678，邮箱 li@163.com，要报价", NOW)).links


def test_english_words_are_no_pinyin() -> None:
    assert READER.read(Asked("Kevin wants a demo and a sample of the new panel", NOW)).company == ""


def test_a_given_name_is_not_cut_off_its_surname() -> None:
    assert [one.name for one in read("见了王小明，他说要两套样机").contacts] == ["王小明"]
    assert [one.name for one in read("上周小李打电话要样品，海信的").contacts] == ["小李"]
