"""Who is a rival: the words around a name say it, a list of brands alone does not; the prospect never is one."""

from __future__ import annotations

import pytest

from nlp.reading import Speaker
from tests.nlp.reader import read

RIVALS = [
    ("青海盐湖镁业：三家在比，我们、邦得、三棱，商务标下周开", "邦得 三棱"),
    ("洛阳轴研的采购说除了我们还找了一家叫长征的", "长征"),
    ("许昌开普检测那个仪器以前都是SEW的，今年想换", "SEW"),
    ("铜陵有色重新招，我们跟天力、杭锅三家", "天力 杭锅"),
    ("贵州茅台物流园，托盘周转，竞标单位有招商路凯，还有我们", "招商路凯"),
    ("河北敬业钢铁的水处理，原来的运维单位是博天环境，想换人", "博天环境"),
    ("烟台泰和新材的项目黄了，选了烟台本地的金正环保", "金正环保"),
    ("南京南瑞的采购说珠海优特的五防系统价格只有我们的八成", "珠海优特"),
    ("绍兴卧龙的周工说西门子那边送两年维保，问我们送不送", "西门子"),
    ("杭州万事利那边想把金蝶换掉，明年三月前切完", "金蝶"),
    ("宁波博威合金入围的还有新松和埃夫特", "新松 埃夫特"),
    ("唐山三友的采购透露入围三家，除了我们还有中控、和利时", "中控 和利时"),
    ("长沙楚天的老彭说现在给他们供货的是晟通，供了六年了", "晟通"),
    ("宜宾天原那个单子让鼎新给截胡了", "鼎新"),
    ("成都天友的采购手里有两份报价，一份我们的，一份科瑞的", "科瑞"),
    ("福州网龙现在装的是一套叫速达云的，合同到明年六月", "速达云"),
    ("客户原来的供应商是本地一家叫宏达自动化的小厂，蚌埠中粮", "宏达自动化"),
    ("the Suzhou plant, they use Keyence now, Kevin wants a second source", "Keyence"),
    ("青岛特锐德的技术评审里，许继的分最高，我们第二", "许继"),
    ("上海石化的招标，陪标的有一家叫安控的", "安控"),
    ("苏州胜利精密要替换进口的哈默纳科，问我们能不能做", "哈默纳科"),
    ("刚拿到消息，湘潭钢铁那标被中冶赛迪拿走了", "中冶赛迪"),
]
NONE = [
    ("广西柳工的冯科长透露，徐工的配套商也在找他们", "sales"),
    ("我们给宁德时代做结构件，要求很严", "customer"),
    ("拜访无锡透平，他们的离心机客户里有宝武，要我们配套轴瓦", "sales"),
    ("你们的价比上回高了八个点", "customer"),
    ("跟雅迪天津基地的人吃饭，说爱玛用的也是我们，他们放心不少", "sales"),
    ("昆明云内动力的主机厂客户是福田和江淮", "sales"),
    ("客户用的ABB机器人，要我们配夹具，重庆青山", "sales"),
    ("天津力神要我们下周各做十片", "sales"),
    ("报价单发安踏了，等他们回", "sales"),
    ("合同寄给顺丰速运总部了，等盖章", "sales"),
    ("他们的客户主要是华为和小米，东莞恒兴五金要做铝件", "sales"),
    ("预算3M RMB，找惠氏中国的 Amy Zhou 要了技术要求", "sales"),
    ("设备都是发那科机床，问我们能不能做数据采集，昆山华辰", "sales"),
    ("合肥阳光电源的产线用西门子PLC，要求我们通讯对得上", "sales"),
    ("我们给了九五折，舟山海力生挺高兴的", "sales"),
    ("小钱还在试用期，恒丰物流的包总先由我跟", "sales"),
    ("我们用的是用友U8，接口开放吗", "customer"),
    ("我们给格力做配套，月用量三吨", "customer"),
]


@pytest.mark.parametrize(("text", "rivals"), RIVALS)
def test_rivals(text: str, rivals: str) -> None:
    assert " ".join(read(text).competitors) == rivals


@pytest.mark.parametrize(("text", "speaker"), NONE)
def test_no_rival(text: str, speaker: Speaker) -> None:
    assert read(text, speaker).competitors == ()
