"""A value that was read with little confidence is asked about, never shown as known."""

from __future__ import annotations

import pytest

from handlers.answers import take_answer
from handlers.leads.lead_text import capture_lead
from handlers.notes.follow_up import open_note
from nlp.reading import Asked
from storage.database import Database
from tests.handlers.talking import Doubtful, Kept, talking

LEAD = "新线索 杭州测试 张三 13800001234"


async def say(database: Database, doubtful: Doubtful, text: str) -> Kept:
    """Say something in a transaction of its own, as every message has one."""
    async with talking(database, doubtful) as (talk, out):
        reading = talk.around.understanding.read(Asked(text, talk.now))
        if not await take_answer(talk, reading, text):
            await capture_lead(talk, reading, text)
    return out


async def test_sure_values_are_shown_at_once(database: Database) -> None:
    out = await say(database, Doubtful(), LEAD)
    assert (out.said, [card.title for card in out.shown]) == ([], ["新线索"])


@pytest.mark.parametrize(
    ("answer", "company"),
    [("是", "杭州测试"), ("对的", "杭州测试"), ("杭州样例", "杭州样例")],
    ids=["yes", "right", "other"],
)
async def test_a_doubtful_company_is_asked_about(database: Database, answer: str, company: str) -> None:
    doubtful = Doubtful("company")
    asked = await say(database, doubtful, LEAD)
    assert (asked.said, asked.shown) == (["客户公司是“杭州测试”吗？回复“是”，或直接发正确的。"], [])
    answered = await say(database, doubtful, answer)
    assert [field.value for field in answered.shown[0].fields][:3] == [company, "张三", "13800001234"]


async def test_no_clears_the_value_and_asks_for_it(database: Database) -> None:
    doubtful = Doubtful("company")
    await say(database, doubtful, LEAD)
    answered = await say(database, doubtful, "不对")
    assert (answered.said, answered.shown) == (["请补充：客户公司。"], [])


async def test_two_doubts_are_asked_one_after_the_other(database: Database) -> None:
    doubtful = Doubtful("company", "contacts")
    await say(database, doubtful, LEAD)
    second = await say(database, doubtful, "是")
    assert second.said == ["联系人是“张三”吗？回复“是”，或直接发正确的。"]
    done = await say(database, doubtful, "是")
    assert [card.title for card in done.shown] == ["新线索"]


async def test_a_doubtful_step_or_date_of_a_note_stays_open(database: Database) -> None:
    async with talking(database, Doubtful("next_action", "next_time")) as (talk, out):
        await open_note(talk, "讲清楚了价格构成，下周三去客户那边演示")

    fields = {field.label: field.value for field in out.shown[0].fields}
    assert (fields["客户明确下一步动作"], fields["日期"]) == ("—", "—")
    assert "下周" not in out.shown[0].summary
