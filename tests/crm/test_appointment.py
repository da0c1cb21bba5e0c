"""What is still to come is told from what happened, and when it is spoken of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crm.notes.appointment import is_appointment, remind_at

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
STILL_TO_COME = [
    ("明天下午两点和华控开会", "华控"),
    ("后天上午去拜访安克", "安克"),
    ("下周二给华控发报价", "华控"),
    ("周三约了安克的陈总吃饭", "安克"),
    ("下周华控来参观工厂", "华控"),
    ("周四华控的王总会过来考察，带样机", "华控"),
    ("明早九点跟瑞丰光电视频会议，提前发资料", "瑞丰光电"),
    ("下周一去一趟华控", "华控"),
    ("周五催一下安克的回款", "安克"),
    ("28号陪安克的人去工厂参观", "安克"),
    ("Tomorrow 3pm call Anker", "Anker"),
    ("明天下午两点开会", ""),
]
NEWS = [
    ("华控说下周二来看样机", "华控"),
    ("今天和华控开了会，下周三寄样", "华控"),
    ("华控明天开会讨论方案", "华控"),
    ("明天下午安克要样品", "安克"),
    ("昨天去了安克，明天再去", "安克"),
    ("安克要样品，明天给安克寄样", "安克"),
    ("和华控聊过，明天发报价", "华控"),
    ("如果华控同意，明天去拜访", "华控"),
    ("明天不去安克", "安克"),
    ("明天和华控的会取消", "华控"),
    ("明天和华控几点开会", "华控"),
    ("明天去华控吗", "华控"),
    ("刚和安克开完会，明天交方案", "安克"),
    ("华控反馈价格高，周三去谈", "华控"),
    ("安克新来了采购，明天去见", "安克"),
]


@pytest.mark.parametrize(("words", "name"), STILL_TO_COME)
def test_nothing_happened_yet(words: str, name: str) -> None:
    assert is_appointment(words, [name] if name else [])


@pytest.mark.parametrize(("words", "name"), NEWS)
def test_news_belongs_into_a_follow_up(words: str, name: str) -> None:
    assert not is_appointment(words, [name])


def test_a_long_message_tells_more_than_an_appointment() -> None:
    assert not is_appointment("明天下午两点和华控开会" + "，带上样机" * 20, ["华控"])


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-11-21T14:00:00+08:00", "2026-11-21T13:30:00+08:00"),
        ("2026-11-20T10:20:00+08:00", "2026-11-20T10:20:00+08:00"),
        ("2026-11-21", "2026-11-21T09:00:00+08:00"),
    ],
)
def test_it_is_spoken_of_ahead(due: str, expected: str) -> None:
    assert remind_at(due, NOW) == datetime.fromisoformat(expected)


@pytest.mark.parametrize("due", ["2026-11-20T09:00:00+08:00", "2026-11-20"])
def test_what_is_over_is_not_spoken_of(due: str) -> None:
    assert remind_at(due, NOW) is None
