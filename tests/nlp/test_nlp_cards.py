"""Business cards and signatures over several lines, and firms whose edges are easily missed."""

from __future__ import annotations

import pytest

from tests.nlp.reader import read

CARDS = {
    "贺强\n区域销售总监\n北京天玑医疗科技有限公司\n手机：13501234567\n展会上说想试用": (
        "贺强", "区域销售总监", "13501234567",
    ),
    "姓名 陶冶\n公司 厦门鹭岛云信息技术有限公司\n职位 产品VP\n手机 186 5920 8877\n意向 私有化部署": (
        "陶冶", "产品VP", "18659208877",
    ),
    "From: 王静怡\n苏州尚泰新材料有限公司\nTel: 0512-6288 7766 ext 802\nMobile: 138-6200-5566\n请报 PA66 5 吨含税价": (
        "王静怡", "", "13862005566",
    ),
    "Jessica Lam\nAssistant Purchasing Manager\nGolden Harvest Foods (HK) Ltd.\nT: +852 2345 6789\n想索取冷柜报价": (
        "Jessica Lam", "Assistant Purchasing Manager", "+852-23456789",
    ),
    "公司：青岛海纳重工集团有限公司 联系人：修德志 职务：机电总工 手机：13864212233 需求：液压泵站": (
        "修德志", "机电总工", "13864212233",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "card"), CARDS.items())
def test_a_card(text: str, card: tuple[str, str, str]) -> None:
    (contact,) = read(text).contacts
    assert (contact.name, contact.title, contact.phone) == card


FIRMS = {
    "呃那个我刚从东莞出来叫什么来着宏腾五金宏腾五金他们采购杜小姐说后天给她报价": "宏腾五金",
    "跟你说一下今天拜访情况徐州海伦哲那边设备部的孟部长说要一百台": "徐州海伦哲",
    "去看了现场，临沂三德的采购要我们报价": "临沂三德",
    "刚存的客户：美宜居家居广场（漳州店），店长卢秀芬要报价": "美宜居家居广场（漳州店）",
    "广州市花都区狮岭镇皮革皮具发展局 毕主任要招标平台的方案": "广州市花都区狮岭镇皮革皮具发展局",
    "中车长江集团装备公司的洪部长约周四上午技术交流": "中车长江集团装备公司",
    "嘉兴做羽绒服的廖总要我报价": "",
    "客户年采购额3000万，这一单先做50万": "",
    "成都420厂的林工要报价": "成都420厂",
    "公司叫做“蓝鲸数藏（杭州）文化科技有限公司”，对接人 Zoey 要报价": "蓝鲸数藏（杭州）文化科技有限公司",
    "去义乌谈了一家叫小鹿班的，老板娘压价厉害": "小鹿班",
    "新北市樹林區 一間做沖壓的 全盛金屬，老闆娘要報價": "全盛金屬",
    "刘总（恒通租赁）说资金紧，问能不能分三期付": "恒通租赁",
    "海宁那家做经编的天雨，老板娘说下周三让我们去装机": "天雨",
    "安吉那个转椅厂，永艺，采购杜小姐反馈网布色差": "永艺",
    "瑞安那个汽摩配客户（胜华波）又催样品了": "胜华波",
    "客户老板是潮汕人，公司名蓝之象，要两台样机": "蓝之象",
    "我昨天在浦东见的是上微，不是中微，聊的光刻机备件": "上微",
    "一个做包装的客户，急着要报价，下周三前给": "",
    "那个机械厂，价格嫌贵，再谈": "",
    "張為明约了下周三看厂": "",
}


@pytest.mark.parametrize(("text", "company"), FIRMS.items())
def test_a_firm_ends_where_its_name_ends(text: str, company: str) -> None:
    assert read(text).company == company


def test_a_part_of_the_firm_is_no_person() -> None:
    assert [one.name for one in read("拜訪台北榮民總醫院資訊室 劉組長，說年底前要完成採購").contacts] == ["劉組長"]


def test_a_customer_says_where_they_work() -> None:
    text = "您好，我是宁波海曙区第三幼儿园的后勤主任，想咨询一下厨房设备"
    assert read(text, speaker="customer").company == "宁波海曙区第三幼儿园"


def test_a_surname_that_is_also_a_word_is_heard_at_its_desk() -> None:
    assert [one.name for one in read("镇海炼化安环处的安工让我周三带着检测报告去解释").contacts] == ["安工"]


SIDES = {
    "今天带徒弟小方去见了扬农的环保科长步云飞": ["步云飞"],
    "上次的联系人已经离职，现在由冯思齐接手，永新光学要样品": ["冯思齐"],
    "介绍人是老客户付总，新客户叫鹿鸣书院，负责人冉冉要报价": ["冉冉"],
    "采购说让我找新来的负责人，女的，叫尤佳，电话13588889999": ["尤佳"],
    "新疆天业集团净化项目，找赵一平副总，20号左右开评审会": ["赵一平"],
    "拜访了保定252医院设备科的平主任": ["平主任"],
    "介绍人-旭辉陈总；新客户-仁恒置地；联系人-成本部瞿经理，要报价": ["瞿经理"],
    "农夫山泉峨眉工厂周建平工程师要换打码机喷头": ["周建平"],
    "客户叫鼎泰新材老板姓丁丁总说样品测完了没问题": ["丁总"],
    "今天去了汇川技术见的是他们采购部的李明哲李经理聊了一下": ["李明哲"],
    "由付总介绍，去见了永新光学的冯思齐": ["冯思齐"],
}


@pytest.mark.parametrize(("text", "names"), SIDES.items())
def test_who_is_in_charge_and_who_only_came_along(text: str, names: list[str]) -> None:
    assert [one.name for one in read(text).contacts] == names
