"""Commands as people say them in passing, and talk about customers that sounds like a command."""

from __future__ import annotations

import pytest

from tests.nlp.reader import read


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("哎呀点错了，帮我撤一下", "undo", {}),
        ("那个那个撤销一下刚才说错了", "undo", {}),
        ("怎么用啊这个", "help", {}),
        ("教教我怎么录客户", "help", {}),
        ("本月漏斗发我一份", "report", {"report": "漏斗"}),
        ("嗯那个我想看一下这个礼拜的周报", "report", {"report": "周报"}),
        ("东方电缆的提醒关了吧", "mute", {"customer": "东方电缆"}),
        ("这两天消息先停一停", "mute", {}),
        ("先静音两小时", "mute", {}),
        ("东方电缆重新提醒我", "unmute", {"customer": "东方电缆"}),
        ("免打扰关了吧", "unmute", {}),
        ("安踏已经签了，阶段改已签约", "update_stage", {"customer": "安踏", "stage": "已签约"}),
        (
            "中联那边标成流失吧，选了别家",
            "update_stage",
            {"customer": "中联", "stage": "已流失", "reason": "选了别家"},
        ),
        ("可以，按这个折扣走", "approve", {}),
        ("这个不批，利润太薄", "reject", {"reason": "利润太薄"}),
        ("帮我记一个新客户啊 叫宏图包装 联系人姓宁", "capture_lead", {}),
        ("温州的客户都有谁", "query", {"question": "温州的客户都有谁"}),
        ("今天该跟谁", "query", {"question": "今天该跟谁"}),
        ("我今天有什么安排", "query", {"question": "我今天有什么安排"}),
    ],
)
def test_a_command_in_passing(text: str, intent: str, slots: dict[str, str]) -> None:
    reading = read(text)
    assert (reading.intent, reading.slots) == (intent, slots)


@pytest.mark.parametrize(
    "text",
    [
        "采购提醒我们投标截止是周五，河南森源",
        "周总提醒我把发票寄给他，南阳防爆",
        "河南森源的合同他们领导批了",
        "太原重工问我们系统能不能撤回单据",
        "客户问怎么合并账单，太原重工",
        "宁总问怎么用这个设备，太原重工",
        "有谁知道报销流程怎么走吗",
    ],
)
def test_talk_that_sounds_like_a_command(text: str) -> None:
    assert read(text).intent in {"capture_lead", "followup_note", "chitchat"}


@pytest.mark.parametrize(
    "text",
    [
        "房东李姐催房租了，13712345678，明天转她",
        "装修师傅老黄明天来家里量尺寸，13911112222",
        "同学聚会定在周六晚上，联系人赵磊 13811112222",
        "新人培训下周一在三楼，讲师是产品部陈工",
        "老王离职了，他的客户先由小陈接",
        "球友群周日约球，场地费AA，联系阿强 13600004444",
        "客户关系管理培训PPT在共享盘",
        "健身教练推课，3000块10节，太贵",
    ],
)
def test_private_matters_are_no_lead(text: str) -> None:
    assert not read(text).is_lead
