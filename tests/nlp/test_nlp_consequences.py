"""Signals told by what follows from them, in words that name no price, date or doubt; and look-alikes that are none."""

from __future__ import annotations

import pytest

from nlp.reading import Speaker
from tests.nlp.reader import read

TOLD = [
    ("唐山永信的孟总说照这个价我们一台要倒贴两千", "价格敏感"),
    ("德邦厨具的何姐把报价单推回来，说老板看了一眼就放一边了", "价格敏感"),
    ("厦门佳禾的许总听完总价笑了笑没接话", "价格敏感"),
    ("金桥印务的采购小卢说，能再表示表示吗，年底了大家都不容易", "要求降价"),
    ("东莞华泰的采购总监要我们把安装费免了才肯下单", "要求降价"),
    ("佛山利民陶瓷的窑炉下周三点火，这批辊棒到不了就点不了火", "交期紧张"),
    ("山东宏泰的仓库只够顶五天了，问我们货在哪", "交期紧张"),
    ("河北中煤的胡工说井下停一天损失四十万，备件今晚就得走", "交期紧张"),
    ("昌盛五金说上一家的机器装完三个月就趴窝了，问我们的能撑几年", "技术质疑"),
    ("晋江凤竹的设备科长翻着说明书挑出来七八处毛病", "技术质疑"),
    ("常州天盛的姚工想先拿半卷回去挂机", "样品需求"),
    ("济南通用铸造要先上两台看看，没问题明年十台", "试用意向"),
    ("鼎盛石材的罗老板说他老婆管账，得他老婆点头", "决策链异常"),
    ("遵义钛业说这事在班子会上吵了两回没吵出结果", "决策链异常"),
]
TOLD += [
    ("东营胜利机械的贾总觉得我们报价虚高，让我再核一遍", "要求降价"),
    ("上饶晶科的人问十天能不能出两百台", "交期紧张"),
    ("呼伦贝尔牧业想借两套设备先给两个牧场用", "试用意向"),
    ("漳州片仔癀的采购总监说这事儿要上党委会", "决策链异常"),
]
ASKED = [
    ("你们这个数我拿不去给老板看", "价格敏感"),
    ("八万五能不能拿下", "要求降价"),
    ("工人都在工地上干坐着等你们的料", "交期紧张"),
    ("我们春节不停工，节前能到位吗", "交期紧张"),
    ("年底冲量有活动吗", "要求降价"),
    ("这个胶零下二十度会不会脆", "技术质疑"),
    ("布料剪一块A4大的给我", "样品需求"),
    ("让我们仓库的人先用上一阵再说买不买", "试用意向"),
    ("我就是个跑腿的，你找我们李总谈", "决策链异常"),
]
NONE = [
    ("桂林三花的小秦说价格高点没事，他们要的是稳", "sales"),
    ("我们这次的报价已经是成本价了，利润很薄", "sales"),
    ("安庆华茂的李总爽快，价都没还", "sales"),
    ("宿迁绿源的货五月底到就行", "sales"),
    ("镇江大全的人说样机跑了三百小时，零故障，服气", "sales"),
    ("江阴兴澄的赵厂长一句话就定了", "sales"),
    ("中午跟珠海格力电工的罗总吃饭，他透露今年还有60万预算没花完", "sales"),
    ("新客户：宿迁恒力，做涤纶的，张总 13811110000，想了解我们的空压机", "sales"),
    ("绍兴宝业的合同走完了，徐凯说三十台下周发货", "sales"),
    ("工期排得很宽松，你们慢慢来", "customer"),
    ("钱方面没问题，关键看你们服务", "customer"),
]


@pytest.mark.parametrize(("text", "signal"), TOLD)
def test_told_by_its_consequence(text: str, signal: str) -> None:
    assert signal in read(text).signals


@pytest.mark.parametrize(("text", "signal"), ASKED)
def test_said_by_the_customer(text: str, signal: str) -> None:
    assert signal in read(text, "customer").signals


@pytest.mark.parametrize(("text", "speaker"), NONE)
def test_no_signal(text: str, speaker: Speaker) -> None:
    assert read(text, speaker).signals == ()
