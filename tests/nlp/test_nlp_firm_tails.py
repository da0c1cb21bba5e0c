"""What stands behind the prospect's name: goods, ranks and English are left; a house and a trade belong to it."""

from __future__ import annotations

import pytest

from nlp.reading import Speaker
from tests.nlp.reader import read

FIRMS: list[tuple[str, Speaker, str]] = [
    ("巢湖维尼纶厂门口等了一个钟头，杨科长说改下周一", "sales", "巢湖维尼纶厂"),
    ("临沂翔宇中学新来的总务主任老岳想换课桌椅", "sales", "临沂翔宇中学"),
    ("平舆康博皮业内部在闹分家，没人敢签字", "sales", "平舆康博皮业"),
    ("浏阳鑫达酒业锅炉改造，定金六万已收", "sales", "浏阳鑫达酒业"),
    ("邵阳市中心医院手术室净化，预算二百一十万，周四开会", "sales", "邵阳市中心医院"),
    ("步阳门业喷粉线要四把喷枪", "sales", "步阳门业"),
    ("南充职业中学校长马国富让周五去演示", "sales", "南充职业中学"),
    ("太和药业集团的李总要看样", "sales", "太和药业集团"),
    ("江铜矿业大学的王老师要光谱仪", "sales", "江铜矿业大学"),
    ("平顶山煤电三矿要两台绞车，机电科老陶 13837512345", "sales", "平顶山煤电三矿"),
    ("宁波北仑舟泰橡胶要两吨炭黑，周二寄样", "sales", "宁波北仑舟泰橡胶"),
    ("西二旗的快手嗯他们采购林薇要三百台电脑", "sales", "快手"),
    ("Siemens成都contract signed, first payment next week", "sales", "Siemens成都"),
    ("我是阜南林场的老邢，要三百米围栏网", "customer", "阜南林场"),
]


@pytest.mark.parametrize(("text", "speaker", "firm"), FIRMS)
def test_where_a_name_ends_before_what_is_none_of_it(text: str, speaker: Speaker, firm: str) -> None:
    assert read(text, speaker).company == firm
