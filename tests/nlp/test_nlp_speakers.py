"""Whose words they are decides who 我 is: a customer's own firm is the prospect, ours never is."""

from __future__ import annotations

from nlp.reading import Asked, Reading
from nlp.understand import Understander
from tests.nlp.reader import NOW, read


def _customer(text: str) -> Reading:
    return Understander().read(Asked(text, NOW, "customer"))


def test_a_customer_says_where_they_are_from() -> None:
    reading = _customer("您好，我是安克的采购张伟，想了解一下你们的方案")
    assert (reading.company, reading.contacts[0].name) == ("安克", "张伟")
    assert _customer("我们这边是宁波海天的，想问下机械手的价格，13805741234").company == "宁波海天"


def test_our_own_people_in_a_customers_words() -> None:
    reading = _customer("你们的小王上周来过，报价我看了，比海天的贵")
    assert (reading.contacts, reading.competitors) == ((), ("海天",))


def test_how_we_introduce_ourselves_is_no_prospect() -> None:
    reading = read("李总您好，我是跟进科技的小王，想跟您约个时间介绍一下产品")
    assert (reading.company, [contact.name for contact in reading.contacts]) == ("", ["李总"])


def test_a_firm_ends_where_the_act_begins() -> None:
    assert read("明天给安克发资料").company == "安克"
    assert read("明天给科沃斯发报价").company == "科沃斯"
    assert not read("我请假一天，客户有急事找小陈").is_lead


def test_an_hour_of_today_that_is_still_ahead() -> None:
    assert read("给立讯的钱总打电话没人接，下午再打一次").next_time == "2026-11-20T14:00:00+08:00"
    assert read("下午去了成都双流的极米科技，让我们下周四前送打样件").next_time == "2026-11-26"


def test_what_was_sent_already_is_no_next_step() -> None:
    reading = read("报价单已经发给海信的孙经理了，他说周三给答复")
    assert (reading.next_action_type, reading.next_time) == ("其他", "2026-11-25")
    assert _customer("这个价格我得跟老板汇报一下").next_action == ""


def test_a_platform_that_a_lead_came_from_is_no_firm() -> None:
    reading = read("小红书私信：想了解你们的净水器代理，我在成都，姓陈，微信chenchen_88")
    assert (reading.is_lead, reading.company, reading.contacts[0].wechat) == (True, "", "chenchen_88")
    assert read("小红书的李经理想做一批周边，让我报价").company == "小红书"


def test_terms_are_news_though_nobody_is_named() -> None:
    assert read("他们家预算从20万砍到了12万").budget_cny == 120000
    assert read("客户要求账期90天，我们只能给60天").is_lead


def test_a_budget_said_after_a_rival_is_the_customers() -> None:
    reading = read("上海微创医疗 设备部 何主任 说现在用的西门子CT太贵 想看看我们的 预算800万左右 年底前定")
    assert (reading.budget_cny, reading.competitors) == (8000000, ("西门子",))


def test_a_far_date_and_days_that_pass_before_the_step() -> None:
    assert read("12月底给安克张总发报价").next_time == "2026-12-31"
    assert read("过两天给安克张总发报价").next_time == "2026-11-22"
