"""Times as they are said: limits by day, holidays and the first day of work after them, ranges, months begun."""

from __future__ import annotations

import pytest

from nlp.normalize import normalize
from nlp.times.find import find_times
from tests.nlp.reader import NOW, read

SAID = {
    "26日前把资料发给老林": "2026-11-26",
    "26日下午去验收": "2026-11-26T14:00:00+08:00",
    "3日内回复": "2026-11-23",
    "再过十天去看望周主任": "2026-11-30",
    "一刻钟后给他打电话": "2026-11-20T10:15:00+08:00",
    "春节后上班第一周再去谈": "2027-02-15",
    "节后上班第一天开会": "2027-02-15",
    "元旦后第一周约在上海": "2027-01-04",
    "月初三号过去拿样品": "2026-12-03",
    "他不知道24号开会": "2026-11-24",
    "四号上午去看现场": "2026-12-04T09:00:00+08:00",
    "下周三到周五之间去一趟": "2026-11-25",
    "周五或者下周一去拜访": "2026-11-27",
    "明天上午10:30-11:30开会": "2026-11-21T10:30:00+08:00",
}


@pytest.mark.parametrize(("said", "due"), SAID.items())
def test_a_time(said: str, due: str) -> None:
    (found,) = find_times(normalize(said).plain, NOW)
    assert found.due() == due


@pytest.mark.parametrize("said", ["三号楼二号线", "寄到鸿图道18号", "我们是一号位", "三日前已经寄了"])
def test_a_number_that_is_no_day(said: str) -> None:
    assert find_times(normalize(said).plain, NOW) == []


def test_a_weekday_on_which_it_was_done_lies_behind() -> None:
    assert read("周四拜访了通威的王总，下周二再去谈价格").next_time == "2026-11-24"
    assert read("周一见了通威的王总，说再考虑").next_time == ""
    assert read("周一见通威的王总，谈价格").next_time == "2026-11-23"
