"""Codes and tokens that are guessed: three tries, then locked, the administrators told, each try recorded."""

from __future__ import annotations

from sqlalchemy import select

from crm.people import Identity, User
from crm.rights.step_up import TRIES
from handlers.rights.step_up import require, take_code
from storage.database import Database
from storage.mapping import map_records
from storage.records import SessionRecords
from storage.tables.trail import audit
from tests.attacks.fortress import Fortress
from tests.rights.talking import talk_of


async def test_a_code_cannot_be_guessed(database: Database) -> None:
    map_records()
    rep, done = User("rep", "张伟", "sales", "华东组"), []

    async def act(talk: object, args: object) -> None:
        done.append(args)

    async with database.begin() as session:
        boss = User("boss", "钱宇", "admin")
        await SessionRecords(session).people.replace([rep, boss], [Identity("wecom", "boss", "boss")])
        talk, mouth = talk_of(session, rep)
        await require(talk, "delete", "删除客户 安克创新", {"customers": []})
    right = mouth.said[-1][4:10]
    guesses = [f"{number:06}" for number in range(50) if f"{number:06}" != right]
    for guess in [*guesses, right]:
        async with database.begin() as session:
            talk, mouth = talk_of(session, rep)
            await take_code(talk, guess, {"delete": act})
    assert not done
    async with database.begin() as session:
        talk, mouth = talk_of(session, rep)
        await require(talk, "delete", "删除客户 安克创新", {"customers": []})
    assert mouth.said == ["验证码连续输错，操作已锁定，请10分钟后重新发起。"]
    async with database.read() as session:
        acts = (await session.execute(select(audit.c.action).where(audit.c.action.like("step_up.%")))).scalars().all()
    assert acts.count("step_up.wrong") == TRIES - 1 and "step_up.right" not in acts
    assert acts.count("step_up.locked") == len(guesses) + 1 - (TRIES - 1)


async def test_strangers_fill_no_log(fortress: Fortress) -> None:
    """A flood of made-up signatures leaves thirty rows a minute, and then their number."""
    for _ in range(40):
        answer = await fortress.browser.post("/slack/events", data=b"{}", headers={"X-Slack-Signature": "v0=00"})
        assert answer.status == 401
    rows = await fortress.rows("http.refused")
    assert len(rows) == 30
    assert {(row["actor"], row["subject"]) for row in rows} == {("unknown", "route:POST /slack/events 401")}


async def test_api_tokens_that_are_guessed_are_recorded(fortress: Fortress) -> None:
    for token in ("", "admin", "token-of-admin2", "x" * 4000):
        answer = await fortress.browser.get("/api/leads", headers={"Authorization": f"Bearer {token}"})
        assert answer.status == 401
    assert len(await fortress.rows("token.refused")) == 4
