"""Where the name of a firm ends when goods, a place or a desk stand beside it."""

from __future__ import annotations

import pytest

from tests.nlp.reader import read

ENDS = {
    "奥瑞水泵，原定周三的拜访取消了，史厂长临时出国": "奥瑞水泵",
    "Unilever合肥 budget 450k RMB for WMS，下周四过requirement": "Unilever合肥",
    "刚跟大庆油田信息中心的小郝通完话，他说要做网闸": "大庆油田",
    "沃尔玛深圳香蜜湖店想换二十台电子秤，采购小方说周三报价": "沃尔玛深圳香蜜湖店",
    "纳爱斯集团合同，财务丁会计说周五打款": "纳爱斯集团",
    "厦门金牌厨柜报价，采购小林说周三要": "厦门金牌厨柜",
}


@pytest.mark.parametrize(("text", "firm"), ENDS.items())
def test_where_a_name_ends(text: str, firm: str) -> None:
    assert read(text).company == firm
