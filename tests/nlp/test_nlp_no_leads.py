"""Talk among colleagues that names people, papers and places, and is about no customer."""

from __future__ import annotations

import pytest

from tests.nlp.reader import read


@pytest.mark.parametrize(
    "text",
    [
        "今天公司开会，王总说下季度目标要翻倍",
        "张经理，麻烦把上周的发票寄给财务",
        "帮我订一张周三去上海的高铁票",
        "我把合同模板更新了，放在共享盘",
        "我想请年假，12月1号到5号",
        "我请假一天，客户有急事找小陈",
        "晚上一起吃火锅吗",
        "这个bug修好了吗，客户那边催",
    ],
)
def test_no_lead(text: str) -> None:
    reading = read(text)
    assert (reading.is_lead, reading.company, reading.contacts) == (False, "", ())


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("名创优品的会员系统要换，孙经理让我报价", "名创优品"),
        ("跟安踏的法务确认了，合同周五寄给他们财务盖章", "安踏"),
        ("去海澜之家开了个会，周总要我们下周给方案", "海澜之家"),
    ],
)
def test_a_lead_in_like_words(text: str, company: str) -> None:
    reading = read(text)
    assert (reading.is_lead, reading.company) == (True, company)


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("南宁糖业的压榨车间主任韦大山把图纸锁柜子里了", "南宁糖业"),
        ("跟郑州三全的品控小窦碰过了，人家只是笑笑", "郑州三全"),
        ("嘉兴桐昆的总工程师室陆工在日本，没聊上", "嘉兴桐昆"),
        ("小李和小张去海底捞团建了", ""),
        ("孙总昨天在万达看电影碰到老同学", ""),
        ("客服部主任老范今天生日，蛋糕在前台", ""),
    ],
)
def test_a_function_at_a_firm_is_news_of_a_prospect_in_whatever_words(text: str, company: str) -> None:
    assert read(text).company == company


def test_whose_money_and_which() -> None:
    assert read("联发科那边预算约新台币300万，月底前要签").budget_cny is None
    assert read("我方已向中铁十四局提交标书，投标价1280万").budget_cny is None


@pytest.mark.parametrize(
    "text", ["重庆长安的标我们没中，第二名", "上次那个深圳的柔宇他们倒闭了这个单子关掉吧", "我觉得这个客户没戏别跟了"]
)
def test_a_customer_that_is_lost(text: str) -> None:
    assert read(text).stage == "已流失"


def test_three_six_one_is_no_first_of_june() -> None:
    assert read("无锡先导的曹姐说付款方式要改成三六一，她老板下周回来再定").next_time != "2027-06-01"
