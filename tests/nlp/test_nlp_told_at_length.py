"""Signals told at length: a deadline with what follows, a last offer, a fault that was measured, a trial agreed."""

from __future__ import annotations

import pytest

from nlp.reading import Speaker
from tests.nlp.reader import read

TOLD: list[tuple[str, Speaker, str]] = [
    ("盐城悦达农装的唐科长说12月20号前收割机配件送不到就得赔农户误工费", "sales", "交期紧张"),
    ("湛江国联水产说报关单下午三点前拿不到柜子就要甩", "sales", "交期紧张"),
    ("周六开园，地胶到那天还没铺完我们只能退票", "customer", "交期紧张"),
    ("航班13号走，样刊12号前印不出来就别印了", "customer", "交期紧张"),
    ("日照岚桥的老邱说九万六一台，他最多给八万五，我得请示", "sales", "价格敏感,要求降价"),
    ("团购价降回去年那个数，我们接着订", "customer", "价格敏感,要求降价"),
    ("哦那个宜宾丝丽雅啊人家嫌贵嗯咱报三块二一公斤他说最多出两块九", "sales", "价格敏感,要求降价"),
    ("Flex珠海的Amy嫌unit price高，只肯给2.1 USD，降不到就no deal", "sales", "价格敏感,要求降价"),
    ("零头抹了，运费你们担，我今天就签", "customer", "价格敏感,要求降价"),
    ("你们的板我们复测了，厚度1.92，标准2.0，这也叫国标？", "customer", "技术质疑"),
    ("上次你们演示，车子自己往墙上撞，这样我怎么敢用", "customer", "技术质疑"),
    ("自贡华西能源对咱的焊缝探伤报告不认可，要重测", "sales", "技术质疑"),
    ("嫌我们噪音大，通州中房的顾工要换静音的再测", "sales", "技术质疑"),
    ("我们老总一听六十万，当场就把报价单合上了", "customer", "价格敏感"),
    ("Bosch苏州的Lily看了报价说way over our target", "sales", "价格敏感"),
    ("嗯就那个宁国的保隆他们工艺科的说想用咱的油先试做一批密封件再定", "sales", "试用意向"),
    ("这台收银机你先搁我店里两个礼拜，顺手我再交钱", "customer", "试用意向"),
    ("就那个哈尔滨电机他们要云母带的样三卷我明天寄", "sales", "样品需求"),
    ("Jabil黄埔line 5 is down，缺一个servo，要我们today报价", "sales", "交期紧张"),
    ("滤袋20号前换不上我们环保那关就要停炉", "customer", "交期紧张"),
    ("海宁蒙努的裁皮机，圣诞单晚一天船公司就罚滞港，问我们十天能不能发", "sales", "交期紧张"),
    ("深圳传音要CB证书加急，海关那边等着，问能不能一周内加急", "sales", "交期紧张"),
    ("Magna芜湖的paint line is down，让我们today报价", "sales", "交期紧张"),
    ("别的不说，五万八让到五万二我今天就打款", "customer", "价格敏感,要求降价"),
    ("服务器的价跟阿里云拉平我就签", "customer", "价格敏感,要求降价,竞品提及"),
    ("样机装上两天，电流忽大忽小，工人说还不如原来那台", "customer", "技术质疑"),
    ("现场开一遍我才信你这个省气", "customer", "技术质疑"),
    ("广安门医院设备处担心机器人会撞到病床", "sales", "技术质疑"),
    ("切纸机先借我们一台，用到年底，顺手就买", "customer", "试用意向"),
    ("谁肯放台机器给我们跑三天，我就用谁家的", "customer", "试用意向"),
    ("那个昭通的天麻合作社说烘干箱先放一台在他们那儿烘半个月再说", "sales", "试用意向"),
    ("涂料装一小罐寄过来，我刷块板", "customer", "样品需求"),
    ("样布你周五前寄就行", "customer", "样品需求"),
    ("攀枝花那边设备科长调走了，新来的说要从头看方案", "sales", "决策链异常"),
    ("宝丰能源的王总一看报价单就摇头，说比神华那家高", "sales", "价格敏感,竞品提及"),
    ("二十万打住，多一分我们都不做", "customer", "价格敏感"),
]
NONE: list[tuple[str, Speaker]] = [
    ("资料我周三前给不了，就改周四发他", "sales"),
    ("周五前去不了青岛就让小张去，拜访海信的郑工", "sales"),
    ("淮北矿业停产检修，那批托辊的单子作废了", "sales"),
    ("我们厂停产了，之前那个订单就算了吧", "customer"),
    ("江门健威的老冯价格松口了，就按3200一套走，合同月底寄他", "sales"),
    ("最多给我们三天时间，周五前把方案给恒安", "sales"),
    ("按2.5吨的规格做，下周一给泰富重装报价", "sales"),
    ("打了三次电话，漳州片仔癀的沈工终于接了，让我发检测报告", "sales"),
    ("我把资料先放前台了，等张工回来看", "sales"),
    ("去给他们一把手演示监测平台，沈阳北方重工，下周三", "sales"),
    ("老林把长沙中联的质量经理推给我了，微信加上了，她要参数表", "sales"),
    ("忻州二小的灯改造批了，28万，这两周走招标", "sales"),
    ("徐州海伦哲那边进度正常，货到了也验了，下周三付尾款", "sales"),
    ("我们元旦投产，不着急，你把资料先发我", "customer"),
    ("证书已经拿到了，扬州亚星的陈工下周二来取", "sales"),
    ("黑龙江北大荒的项目周五前报不了名就等下一批，李处长说不影响", "sales"),
    ("宜兴远东的合同价按98万走，周一盖章", "sales"),
    ("预算我们领导定了，五十万，你出方案", "customer"),
    ("三万六，才签完，发票开我们公司", "customer"),
    ("你们的资料我信，直接签", "customer"),
    ("周一去给临沂金正大开机演示，他们现场看过才放心，今天签了合同", "sales"),
    ("对账单我这边跟你们对不上，让会计打给我", "customer"),
    ("借你们的场地开个会行不", "customer"),
    ("我先借一辆车去湖南株洲见中车的刘工，明天上午九点", "sales"),
]
RIVALS: list[tuple[str, Speaker, str]] = [
    ("遵义宏达铸件的老周点头了，脱模剂从广州立派换成我们，下周二签", "sales", "广州立派"),
    ("安庆一中想换智慧黑板，隔壁二中装的希沃他们觉得卡，周三去演示", "sales", "希沃"),
    ("周五去合肥长鑫讲标，同场的还有北方华创", "sales", "北方华创"),
    ("焦作风神的密炼机要换，旧机子是大橡塑的", "sales", "大橡塑"),
    ("我们大件一直走德邦，合同年底到期", "customer", "德邦"),
    ("Unilever合肥的Kevin要求我们match Symrise的价格", "sales", "Symrise"),
    ("兄弟，少两个点呗，我今天打款", "customer", ""),
    ("我们是给比亚迪供线束的，你报个价", "customer", ""),
    ("这套系统要跟我们财务用的用友打通，接口文档发我", "customer", ""),
    ("我们甲方是中建三局，工期卡死了，月底必须进场", "customer", ""),
]


@pytest.mark.parametrize(("text", "speaker", "signals"), TOLD)
def test_told(text: str, speaker: Speaker, signals: str) -> None:
    assert set(read(text, speaker).signals) == set(signals.split(","))


@pytest.mark.parametrize(("text", "speaker"), NONE)
def test_nothing_told(text: str, speaker: Speaker) -> None:
    assert read(text, speaker).signals == ()


@pytest.mark.parametrize(("text", "speaker", "rivals"), RIVALS)
def test_rivals(text: str, speaker: Speaker, rivals: str) -> None:
    assert " ".join(read(text, speaker).competitors) == rivals


def test_a_sentence_that_takes_a_stand_is_a_lead_though_nobody_is_known() -> None:
    assert read("新竹的力晶一直在用東京威力的耗材，說短期不會換").is_lead
    assert not read("友商最近在搞买赠，大家多盯着点").is_lead


@pytest.mark.parametrize("char", "好的不了等样急a")
@pytest.mark.parametrize("speaker", ["sales", "customer"])
def test_one_character_over_and_over_says_nothing(char: str, speaker: Speaker) -> None:
    seen = read(char * 300, speaker)
    assert (seen.is_lead, seen.signals) == (False, ())
