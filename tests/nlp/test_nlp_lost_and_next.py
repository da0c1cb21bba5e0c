"""Losses and next steps in words that name neither, and what resembles them."""

from __future__ import annotations

import pytest

from tests.nlp.reader import read

LOST = [
    "武汉锐科的投标没有入围，采购小何说下次再来",
    "南昌江铃说预算砍没了，今年不上了",
    "新乡卫华嫌贵，转头找了本地的小厂做了",
    "厦门金龙明确说今年不考虑换供应商",
    "大同同煤最后没用我们，用的老厂家",
    "鄂尔多斯羊绒集团的单子泡汤了",
    "宜宾天原那个单子让鼎新给截胡了",
]
NOT_LOST = [
    "差点黄了，好在镇江大港的邱总又松口了，周四去谈合同",
    "上次那单黄了，但邯郸新兴铸管新项目又找我们要资料",
    "南昌欧菲光的袁经理微信说项目暂停了，老板不批，等通知",
    "吕梁汾酒的合同我们盖完章寄过去了，等他们盖",
    "温州正昌的法务还在改条款，如果没中标就换下一家",
]
STEPS = [
    ("催一下黄冈伊利的尾款，拖了俩月了", "付款"),
    ("恩施硒谷的需求还不清楚，回头拉个会聊", "会议"),
    ("齐齐哈尔二机床验收完了，等尾款", "付款"),
    ("遂宁盛马让我们月底前送十公斤料过去试", "寄样"),
    ("苏州旭创的工程师下周三来我们实验室做验证", "测试"),
    ("先寄样再报价，佳木斯电机的杜工这么要求的", "寄样"),
    ("明天去绥化粮库踏勘，鸿源米业的崔总下周要我们出方案", "拜访"),
    ("齐齐哈尔一重的验收定在12月15号", "其他"),
    ("伊春光明家具让我约他们老板打高尔夫，周六", "拜访"),
    ("Call Kevin at Bosch Wuxi on Thursday", "电话"),
]
NO_STEP = [
    "回款：良品铺子第二笔18万今天到账",
    "潜江永安药业不用拜访了，电话说清就行",
    "榆树钱酒业拒绝了我们的拜访",
    "仙桃健鼎的报价有效期是三十天",
]


@pytest.mark.parametrize("text", LOST)
def test_lost(text: str) -> None:
    assert read(text).stage == "已流失"


@pytest.mark.parametrize("text", NOT_LOST)
def test_not_lost(text: str) -> None:
    assert read(text).stage != "已流失"


@pytest.mark.parametrize(("text", "kind"), STEPS)
def test_next_step(text: str, kind: str) -> None:
    assert read(text).next_action_type == kind


@pytest.mark.parametrize("text", NO_STEP)
def test_no_next_step(text: str) -> None:
    assert read(text).next_action_type == ""
