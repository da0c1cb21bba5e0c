"""Steps that somebody bids in so many words, and customers who speak of their own business."""

from __future__ import annotations

import pytest

from tests.nlp.reader import read


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("中兴通讯的廖经理说可以开始，让我们把环境需求先列出来", "发资料"),
        ("嗯就是上海微创那个单子嘛测试报告他们不认让我们送到谱尼重新测", "测试"),
        ("大会之前要跟赣锋锂业的马总见上一面", "拜访"),
        ("江苏通灵要换系统，正在看三家，让我们先做一次线上讲解", "演示"),
        ("通威太阳能的招采部副部长敬亭山，说今年集团只招两家，让我们在价格上再努努力", ""),
        ("客户让我们等通知", ""),
        ("北京小米的采购约我12月1号去他们科技园聊聊新项目", "拜访"),
        ("先给江铃底盘的骆科长送一台样机过去试用一个月，手续这周办完", "寄样"),
        ("浙江菲达的总经理助理说老总下周都在国外，见面等回来再说", ""),
        ("江西铜业的罗工反馈上次测试数据不理想，要求下周重新测一次", "测试"),
        ("记录一下长沙远大的合同周一寄出去了快递单号我发群里了等他们盖章", "合同"),
    ],
)
def test_a_step_is_told_by_who_bids_it(text: str, kind: str) -> None:
    assert read(text).next_action_type == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("你们先寄两箱过来我们产线跑一跑", "寄样"),
        ("你把尺寸图发我，我让设计院核一下", "发资料"),
        ("明天下午两点我在公司，你来吧", "拜访"),
        ("发票抬头写错了，重新开一张", "其他"),
        ("你报的价太高了，我没法跟领导交代", ""),
        ("寄来的那几块样板验过了，平整度没问题，给你们点个赞", ""),
    ],
)
def test_what_a_customer_asks_for_is_our_step(text: str, kind: str) -> None:
    reading = read(text, "customer")
    assert (reading.is_lead, reading.next_action_type) == (True, kind)


@pytest.mark.parametrize("text", ["好的，辛苦了", "收到，周末愉快", "在吗", "谢谢你们"])
def test_courtesies_of_a_customer_say_nothing(text: str) -> None:
    assert not read(text, "customer").is_lead


@pytest.mark.parametrize(
    "text",
    [
        "采购那边催我们付货款，说再不付就停止供应纸箱",
        "供应商惠达包装的小李来催款，说账期到了，让财务安排一下",
    ],
)
def test_who_wants_money_of_us_is_no_customer(text: str) -> None:
    assert not read(text).is_lead


def test_a_complaint_with_a_step_is_news_of_a_customer() -> None:
    reading = read("厦门宏发的品质经理投诉上批继电器有三个失效，要求我们24号之前给8D报告")
    assert (reading.is_lead, reading.next_action_type, reading.next_time) == (True, "发资料", "2026-11-24")


@pytest.mark.parametrize(
    "text",
    [
        "厦门钨业的报价已发，客户说下周三开会讨论",
        "客户周四内部开会定供应商，我们在三家里面，苏州科德",
        "武汉长飞的库存还够用，年后再看",
        "昆明云内动力的预算被砍了，明年再说",
    ],
)
def test_what_they_do_among_themselves_or_put_off_is_no_step(text: str) -> None:
    assert read(text).next_action_type == ""


def test_a_step_with_its_day_goes_before_one_without() -> None:
    reading = read("客户南通中集的安装计划定在12月5日到8日，派两个工程师过去")
    assert (reading.next_action_type, reading.next_time) == ("其他", "2026-12-05")


def test_a_customer_names_the_time_and_then_the_step() -> None:
    reading = read("下周二上午可以，你们过来吧", "customer")
    assert (reading.next_action_type, reading.next_time) == ("拜访", "2026-11-24T09:00:00+08:00")


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("重庆宗申的采购主管李敏要求周五前给出最终报价", "报价中"),
        ("荣事达的老板说要货到付款，我们不同意，僵住了", "报价中"),
        ("济南轻骑的老周问我们能不能做账期60天，我说要请示财务", "报价中"),
        ("无锡华润微的订单确认了，合同金额86万，下周走付款流程", "已签约"),
        ("杭叉的吴工回了，图纸没问题，让我们开模", "方案沟通"),
    ],
)
def test_bargaining_orders_and_drawings_prove_a_stage(text: str, stage: str) -> None:
    assert read(text).stage == stage


def test_what_is_bidden_is_due_when_the_next_clause_says() -> None:
    reading = read("宁波吉利的质量部要求补充一份PPAP文件，下周一提交")
    assert (reading.next_action_type, reading.next_time) == ("发资料", "2026-11-23")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("湘潭华南起重的尾款八万四，会计说下周三转", "付款"),
        ("株洲旗滨的合同签了，预付三成他们十二月二号打过来", "付款"),
        ("佛山欧神诺说价格再不松就换人，周五前给个准话", "其他"),
        ("常州天合的采购嫌贵，我明天跟公司申请个折扣", "其他"),
        ("长沙三一的培训排在12月7号，合同早签了", "其他"),
        ("珠海凌达想先装一套试半个月，下周二装机测", "测试"),
        ("芜湖奇瑞的技术部要我们下周三去开方案会", "会议"),
        ("惠州德赛那边说明年再看", ""),
    ],
)
def test_paying_answering_installing_and_what_is_put_off(text: str, kind: str) -> None:
    assert read(text).next_action_type == kind


@pytest.mark.parametrize("text", ["你们周二不是说要过来吗，不用来了，我们停产放假到十二月", "不搭棚了，你们别跑了"])
def test_a_customer_who_calls_us_off_is_no_small_talk(text: str) -> None:
    assert read(text, "customer").is_lead


def test_a_house_number_is_no_day_and_a_sample_sheet_is_no_sample() -> None:
    assert read("给我寄两个小样看看手感，地址青岛市北区辽阳路8号", "customer").next_time == ""
    assert read("你们把样本发我看看", "customer").next_action_type == "发资料"
