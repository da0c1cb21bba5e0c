"""Rivals told of by what they do: whose price and goods are at hand, who sits in the yard, who came in first."""

from __future__ import annotations

import pytest

from nlp.reading import Speaker
from tests.nlp.reader import read

RIVALS: list[tuple[str, Speaker, str]] = [
    ("鄄城恒盛养猪场的老蔺拿着双胞胎的单子压我，说咱教槽料一吨贵八十", "sales", "双胞胎"),
    ("新乡那个华兰生物啊原先找的楚天科技那边排到三月了嗯他们等不及", "sales", "楚天科技"),
    ("长葛森源的行吊现在使的卫华，想换咱的", "sales", "卫华"),
    ("齐河金石的车间灯现在挂的是雷士的，亮度掉得厉害", "sales", "雷士"),
    ("临邑恒泰的滤袋，必达福的业务员天天蹲在车间门口", "sales", "必达福"),
    ("平度华福的采购说咱比潍坊那个盛瑞贵了六千块", "sales", "盛瑞"),
    ("跑了趟诸暨富润，织机清一色丰田的，眼下没计划", "sales", "丰田"),
    ("滨州魏桥的梁工说，欣悦给他7200一吨，问咱能不能到", "sales", "欣悦"),
    ("扬州那个宝胜啊冠英给他报了三十二万咱报三十六万他说贵了", "sales", "冠英"),
    ("许昌众品的冷库目前冰轮维保着，到期想换", "sales", "冰轮"),
    ("评标结果下来了，苏净中了，你们排第三", "customer", "苏净"),
    ("凌宇那小伙子又让了两个点，你跟不跟", "customer", "凌宇"),
    ("徐工的老板又给我让了一万五", "customer", "徐工"),
    ("视频会议我们又续了华为云会议一年", "customer", "华为云会议"),
    ("全时我们刚续了三年，暂时不换", "customer", "全时"),
    ("牧羊的料我喂着也行，你便宜点我再说", "customer", "牧羊"),
    ("鼎泰的报价我已经拿到了，你最晚后天给我", "customer", "鼎泰"),
    ("我那台小松大修去了，你的先给我顶一个月", "customer", "小松"),
    ("溧阳华朋的两台变压器现在那台是特变的，噪音大", "sales", "特变"),
    ("海宁宏达的标，欧瑞康的人还在他们厂门口坐着呢", "sales", "欧瑞康"),
    ("金华今飞的轮毂清洗线，蓝晶报了38万，我们42万，采购要我们跟", "sales", "蓝晶"),
    ("台州伟星的阀门，被永德信截了", "sales", "永德信"),
    ("盐城江动的叉车，安徽叉车的合同就没有押金这条", "sales", "安徽叉车"),
    ("磐安外婆家药业以前跟亳州的千草拿货现在想换", "sales", "千草"),
    ("同样的板子，国望给我六块八还包送，你们七块五凭啥", "customer", "国望"),
    ("我们最后定了苏泊尔，交期短，你们下次吧", "customer", "苏泊尔"),
    ("跟你们打擂台的是迪赛", "customer", "迪赛"),
    ("刚跟鸿路签完，你们晚了一步", "customer", "鸿路"),
]
NONE: list[tuple[str, Speaker]] = [
    ("那我们明天下午三点开个腾讯会议聊聊方案", "customer"),
    ("永康飞剑的贺总昨天看了样，我们的业务员天天蹲他们厂", "sales"),
    ("工厂那边排到一月了，客户催货", "sales"),
    ("大学生公寓的项目我们中了，你们准备下合同", "customer"),
    ("工艺那小伙子又给我改了图，你按新图报", "customer"),
    ("我那台锅炉又坏了，明天能来吗", "customer"),
    ("你们的价我已经拿到了，老板在看", "customer"),
    ("武进不锈现在吃着咱的货，想加量", "sales"),
    ("南通振康原来请的设计院画的图，让咱照图报价", "sales"),
    ("京东物流昨天把样品送到了，我们下周测", "customer"),
    ("格力的审厂老师下周来，检测仪必须装好", "customer"),
    ("我们跟客户签完了，你们马上备货", "customer"),
    ("机器我都看了，你报个实价", "customer"),
    ("他给我三万预算，你看着配", "customer"),
    ("兰溪双鹿的周工最后定了下周三来看样", "sales"),
    ("隔壁厂的老板又让了我们两亩地，厂房扩建要行车", "customer"),
]


@pytest.mark.parametrize(("text", "speaker", "rivals"), RIVALS)
def test_rivals(text: str, speaker: Speaker, rivals: str) -> None:
    assert " ".join(read(text, speaker).competitors) == rivals


@pytest.mark.parametrize(("text", "speaker"), NONE)
def test_no_rival(text: str, speaker: Speaker) -> None:
    assert read(text, speaker).competitors == ()


@pytest.mark.parametrize(
    ("text", "firm", "rival"),
    [
        ("科锐给浙江嘉化报了58万的空压站，我们报63万，人家要我们也降", "浙江嘉化", "科锐"),
        ("上回给浙江嘉化报了58万的空压站，等他们回", "浙江嘉化", ""),
    ],
)
def test_who_gives_a_price_is_the_rival_of_whom_it_is_given_to(text: str, firm: str, rival: str) -> None:
    heard = read(text)
    assert (heard.company, " ".join(heard.competitors)) == (firm, rival)
