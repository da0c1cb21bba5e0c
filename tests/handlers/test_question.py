"""A question about customers in plain words is answered within a person's rights, with its filter (F91)."""

from __future__ import annotations

from crm.leads.lead import Lead
from handlers.customers.lookup import look_up
from nlp.reading import Asked
from storage.database import Database
from tests.handlers.talking import NOW, talking


async def ask(database: Database, text: str) -> list[str]:
    async with talking(database) as (talk, out):
        for number, (owner, company, stage) in enumerate(
            (("zhangwei", "杭州测试", "已签约"), ("zhangwei", "宁波样例", "报价中"), ("lina", "上海样例", "已签约"))
        ):
            if await talk.records.leads.get(f"l{number}") is None:
                await talk.records.leads.add(
                    Lead(f"l{number}", company, "张三", f"1380000000{number}", owner, NOW, NOW, stage=stage)
                )
        await look_up(talk, talk.around.understanding.read(Asked(text, talk.now)), text)
    return out.said


async def test_the_filter_is_shown_and_only_own_customers(database: Database) -> None:
    assert await ask(database, "显示已签约的客户") == ["筛选条件：阶段 已签约\n共1位客户：\n杭州测试"]
    assert await ask(database, "有多少报价中的线索") == ["筛选条件：阶段 报价中\n共1位客户。"]


async def test_lengths_of_time_may_be_said_in_words(database: Database) -> None:
    for words in ("超过七天没联系的客户有哪些", "哪些客户一周没跟进", "半个月没联系的客户"):
        [said] = await ask(database, words)
        assert "共0位客户" in said and "天数 >" in said, words


async def test_what_cannot_be_asked_is_asked_back(database: Database) -> None:
    [said] = await ask(database, "显示华东区已签约的客户")
    assert said.startswith("区域“华东”还不能用来筛选")


async def test_a_name_still_opens_its_card(database: Database) -> None:
    assert await ask(database, "查 宁波样例") == []
