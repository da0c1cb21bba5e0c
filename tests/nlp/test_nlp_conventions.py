"""The conventions of each field, one sentence for each."""

from __future__ import annotations

from nlp.correction import read_correction
from tests.nlp.reader import NOW, read


def test_small_talk_is_no_lead_and_every_lead_field_is_empty() -> None:
    reading = read("各位同事，明天下午3点开会，请张总准时参加")
    assert not reading.is_lead
    assert (reading.company, reading.contacts, reading.next_time, reading.stage) == ("", (), "", "")


def test_the_prospect_is_written_without_the_contact_and_without_那边() -> None:
    assert read("安克那边的张总说下周看样机").company == "安克"
    assert read("佛山照明工程部李工要样品").company == "佛山照明"


def test_traditional_words_come_back_as_written() -> None:
    reading = read("廣達電腦的林經理要求下週三前寄兩套樣品")
    assert (reading.company, reading.contacts[0].name, reading.next_time) == ("廣達電腦", "林經理", "2026-11-25")


def test_a_referrer_a_leaver_and_our_own_are_no_contacts() -> None:
    reading = read("老王介绍的客户，科沃斯的徐经理，原来的采购小赵已经离职了，我和王芳一起去见的")
    assert [contact.name for contact in reading.contacts] == ["徐经理"]


def test_a_rival_is_no_prospect() -> None:
    reading = read("和海康那边聊了下，李经理觉得我们价格偏高，大华报的比我们低5%")
    assert (reading.company, reading.competitors) == ("海康", ("大华",))
    assert reading.signals == ("价格敏感", "竞品提及")


def test_the_same_number_for_wechat_is_copied() -> None:
    contact = read("苏州博众精工 周敏 13912345678 微信同号 想了解MES").contacts[0]
    assert contact.wechat == contact.phone == "13912345678"


def test_each_number_goes_to_its_person() -> None:
    reading = read("金龙汽车：技术负责人林峰（13600001111），商务对接人黄婷（13600002222），价格再谈")
    assert [(c.name, c.phone) for c in reading.contacts] == [("林峰", "13600001111"), ("黄婷", "13600002222")]


def test_a_corrected_budget_and_a_moved_date_win() -> None:
    assert read("雅戈尔的陈总预算20万，不对，是25万").budget_cny == 250000
    assert read("跟锐捷的王经理约了周三，哦不，周四下午两点，去做演示").next_time == "2026-11-26T14:00:00+08:00"


def test_our_own_quote_is_no_budget() -> None:
    assert read("张总嫌贵，我们报了28万").budget_cny is None


def test_asking_for_less_always_comes_with_caring_about_price() -> None:
    assert read("能不能再便宜点", speaker="customer").signals == ("价格敏感", "要求降价")


def test_denied_and_look_alike_words_fire_nothing() -> None:
    for text in ("不用试用了，我们直接下单", "明天我要去考试", "贵公司在哪里", "这款降噪耳机有没有货"):
        assert read(text, speaker="customer").signals == (), text


def test_only_the_customer_moves_the_stage() -> None:
    assert read("发下参数对比", speaker="customer").stage_move == "需求确认"
    assert read("发下参数对比").stage_move is None


def test_a_loss_outranks_every_stage() -> None:
    assert read("青岛澳柯玛那边说不合作了，报价也看过，这单丢了").stage == "已流失"


def test_a_correction_in_plain_words() -> None:
    assert read_correction("不是20万是12万", NOW) == {"budget": "120000"}
    assert read_correction("电话错了 是13912345678", NOW) == {"phone": "13912345678"}
    assert read_correction("改到下周四下午三点", NOW) == {"next_time": "2026-11-26T15:00:00+08:00"}
    assert read_correction("公司名不对，应该是杭州明远科技", NOW) == {"company": "杭州明远科技"}
    assert read_correction("不是张三是李四", NOW) == {"contact": "李四"}
    assert read_correction("你好", NOW) is None
