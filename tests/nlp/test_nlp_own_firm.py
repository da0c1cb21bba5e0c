"""Which firm a customer who writes says is theirs, and what of their words is none."""

from __future__ import annotations

import pytest

from tests.nlp.reader import read

OWN = {
    "你好，我是宁夏红枸杞的，果汁灌装线要升级，麻烦下周二来看看现场": "宁夏红枸杞",
    "我们是苏州金禾电子，要十台扭力扳手，报个价": "苏州金禾电子",
    "我姓欧阳，深圳锐明电子的，想租两台回流焊": "深圳锐明电子",
    "先发十米胶带来，收件人写淄博德信化工，周一要寄出": "淄博德信化工",
    "你把演示安排到周四上午吧，车间主任都来，武义张氏五金": "武义张氏五金",
}
NONE = (
    "橡胶圈给我邮十来个就行，收件人机修班小付",
    "说好上周给的样到现在没收到，明天再不寄我就不要了",
    "我们办公楼要换中央空调，周四来一趟",
    "今年要上五间录播教室，你们下周三先来给我们演示一遍",
    "你们那个水性油墨真的不掉色？上次淋雨全花了",
    "货款昨天付清了，车间就等这台设备开工",
    "再裁三块不同克重的给我，寄到南海西樵就行",
    "等县卫健局的文件下来再谈",
    "软件先给我们一个部门用一个月，用得顺再谈全公司的",
)


@pytest.mark.parametrize(("text", "firm"), OWN.items())
def test_where_a_customer_is_from(text: str, firm: str) -> None:
    assert read(text, speaker="customer").company == firm


@pytest.mark.parametrize("text", NONE)
def test_what_a_customer_names_is_mostly_not_their_firm(text: str) -> None:
    assert read(text, speaker="customer").company == ""
