"""The firm that is told of by where it is."""

from __future__ import annotations

import pytest

from tests.nlp.reader import read

PLACED = {
    "长沙星沙的湘麓物业，安防改造招标结果出来了，我们没戏了": "湘麓物业",
    "延安宝塔区的圣地果品，气调库，明天下午三点和他们技术老谷通电话": "圣地果品",
    "岳阳临湘工业园的同泰药用辅料，样品压片合格，研发经理沈琳让我周三前发资料": "同泰药用辅料",
    "眉山仁寿那家叫川娃子食品的，包装机报价周三前给老板": "川娃子食品",
    "更正一下，许昌那家是瑞贝医疗，不是瑞贝卡，联系人耿芸": "瑞贝医疗",
    "慈溪方太的厨电纸托，采购经理许莉说报价还在走流程": "慈溪方太",
    "呼和浩特伊利的包材部云姐让寄五个瓶盖，月底前寄到": "呼和浩特伊利",
}


@pytest.mark.parametrize(("text", "firm"), PLACED.items())
def test_a_firm_after_its_place(text: str, firm: str) -> None:
    assert read(text).company == firm
