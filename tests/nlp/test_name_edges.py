"""Where a person's name ends: the verb behind it is not its last character."""

from __future__ import annotations

import pytest

from tests.nlp.reader import read

NAMES = {
    "刚和大疆的王磊通完电话，让我下周报价": "王磊",
    "给王磊发了白皮书": "王磊",
    "美的采购总监刘洋加我微信了，手机13912345678": "刘洋",
    "和王晓明约了下周看样机": "王晓明",
    "王建国来公司看了样机，很满意": "王建国",
    "联系人于洋，电话13812345678，杭州测试": "于洋",
    "找张伟要个报价单，明天发给华为": "张伟",
}


@pytest.mark.parametrize(("text", "name"), NAMES.items())
def test_the_name_ends_where_the_deed_begins(text: str, name: str) -> None:
    assert [contact.name for contact in read(text).contacts] == [name]
