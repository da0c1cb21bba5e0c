"""People, functions and ids in forms that are easily missed: initials, far names, ids said oddly, unknown desks."""

from __future__ import annotations

import pytest

from nlp.normalize import normalize
from nlp.times.find import find_times
from tests.nlp.reader import NOW, read

PEOPLE = {
    "常熟汽饰的ZL（采购）回我了，下周五前寄样": ("ZL", "采购"),
    "宏宇陶瓷的采购经理W，说下周再谈": ("W", "采购经理"),
    "JJ姐是天虹商场的采购，周三见": ("JJ姐", "采购"),
    "凌云股份的制造部经理 Tony 游，周四见": ("Tony 游", "制造部经理"),
    "扎西次仁是九寨悦榕庄的工程部经理，周四谈": ("扎西次仁", "工程部经理"),
    "艾力江厂长回话了，喀什天山棉业要两套刀片": ("艾力江", "厂长"),
    "湖北回天新材 QC 经理 郑敏 要测试仪": ("郑敏", "QC 经理"),
    "加到了瑞声科技的 NPI 经理 方舟，治具打样，3 天内要出图": ("方舟", "NPI 经理"),
    "报价单已发给青岛海尔模具的李文娟经理，总价68万": ("李文娟", "经理"),
    "北京汽研院试验中心的郎工嫌台架方案太简单": ("郎工", "试验中心"),
    "德州中元科技的聂工转岗了，现在对接人是技术部的蔺工": ("蔺工", "技术部"),
    "恒力石化的张工，采购要换人，问报价": ("张工", ""),
}


@pytest.mark.parametrize(("text", "person"), PEOPLE.items())
def test_a_person_and_the_function(text: str, person: tuple[str, str]) -> None:
    (contact,) = read(text).contacts
    assert (contact.name, contact.title) == person


IDS = {
    "恒力石化张总，手机13805121234，微信：同手机": "13805121234",
    "恒力石化张总，电话13805121234（微信）": "13805121234",
    "恒力石化张总，13805121234 可加微信": "13805121234",
    "恒力石化张总加我微信了，id 是 wangli-xh88，要报价": "wangli-xh88",
    "恒力石化张总，手机13805121234，微信另一个 hlz9988": "hlz9988",
    "恒力石化张总，微信 138 0512 1234": "13805121234",
    "恒力石化的张总嗯微信号是 hlzhang 下划线 幺二三": "hlzhang_123",
    "恒力石化张总，电话13805121234，微信加不上，明天打电话": "",
    "恒力石化张总，加了微信，型号是 kx-2000，要报价": "",
}


@pytest.mark.parametrize(("text", "wechat"), IDS.items())
def test_an_id(text: str, wechat: str) -> None:
    (contact,) = read(text).contacts
    assert contact.wechat == wechat


SUMS = {
    "恒力石化我们报了38万，他们最多出到33": 330000,
    "中标价388万，国网湖州，周五前去签合同": 3880000,
    "临沂金锣的采购说冷库门36樘，差不多 30 万，年底前装完": 300000,
    "国药控股湖南，去年花了 300 万没做成，今年打算再投 150": 1500000,
    "邮件说金额按 128000 走，客户宁夏共享铸钢，周一寄合同": 128000,
    "竞争对手鼎泰给宁德时代宜宾报 1.3 亿，客户技术打分我们第一": None,
    "给阳光电源报完价了，86 万，杨帆说要比三家": None,
}


@pytest.mark.parametrize(("text", "budget"), SUMS.items())
def test_a_sum(text: str, budget: int | None) -> None:
    assert read(text).budget_cny == budget


FIRMS = {
    "甘肃酒钢宏兴的采购说，轧辊轴承的报价单要重新盖章，明早发": "甘肃酒钢宏兴",
    "我去镇江大全看现场": "镇江大全",
    "跟银泰百货（武林店）的楼层经理 Fiona 说好了要布展方案": "银泰百货（武林店）",
    "长春一汽富维没谈成，人家二十天后就得开线": "长春一汽富维",
    "佛山美的的合同卡在法务了，大概35万": "佛山美的",
}


@pytest.mark.parametrize(("text", "company"), FIRMS.items())
def test_a_firm(text: str, company: str) -> None:
    assert read(text).company == company


TIMES = {
    "我 12 月 8 号去恒力石化拜访张总": "2026-12-08",
    "恒力石化张总约了 12 月第二周开会": "2026-12-07",
    "我们明后天去拜访恒力的张工": "2026-11-21",
    "周三10:30给恒力石化张总演示": "2026-11-25T10:30:00+08:00",
    "下月 8 号前给恒力石化张总报价": "2026-12-08",
    "Meet Mr Zhang of Hengli on 12/8.": "2026-12-08",
}


@pytest.mark.parametrize(("text", "due"), TIMES.items())
def test_a_time(text: str, due: str) -> None:
    assert due in [when.due() for when in find_times(normalize(text).plain, NOW)]


def test_latin_letters_with_marks_are_letters_of_a_name() -> None:
    seen = read("CP Group南阳厂的feed mill经理Somchai说我们的粒料不行，Bühler的机器能到95%，报价比Bühler高")
    assert "Bühler" in seen.competitors
