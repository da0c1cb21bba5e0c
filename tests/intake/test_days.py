"""Every day each channel's sent and received are compared; a difference is told once, silence is not agreement."""

from __future__ import annotations

from datetime import timedelta

from crm.people import User
from handlers.leads.intake_days import AGREED, DIFFERENT, UNSAID, close_days
from storage.database import Database
from storage.intake.payloads import IntakeTable
from storage.tables.intake import intake_day
from tests.handlers.talking import NOW, talking

YESTERDAY = "2026-11-19"
TITLES = {"website": "官网表单", "douyin": "抖音", "expo": "展会扫码"}


async def verdicts(talk) -> dict[str, str]:
    rows = await talk.records.intake._session.execute(
        intake_day.select().where(intake_day.c.day == YESTERDAY).order_by(intake_day.c.channel)
    )
    return {row.channel: row.verdict for row in rows}


async def test_sent_and_received(database: Database) -> None:
    async with talking(database) as (talk, _):
        await talk.records.people.replace([User("admin", "钱宇", "admin")], [])
        table: IntakeTable = talk.records.intake
        for place, (channel, body) in enumerate(
            (("website", b"1"), ("website", b"2"), ("douyin", b"3"), ("expo", b"4"))
        ):
            await table.accept(f"r{place}", channel, "", body, NOW - timedelta(hours=12))
        await table.accept("again", "website", "", b"2", NOW - timedelta(hours=11))
        await table.said_sent("website", YESTERDAY, 2, NOW)
        await table.said_sent("douyin", YESTERDAY, 5, NOW)
        told: list[str] = []

        async def tell(user: User, text: str) -> None:
            told.append(f"{user.id} {text}")

        talk.tell = tell
        await close_days(talk, TITLES)
        assert await verdicts(talk) == {"douyin": DIFFERENT, "expo": UNSAID, "website": AGREED}
        assert told == ["admin 抖音 2026-11-19 对账不一致：发送5条，收到1条，请核对。"]
        await close_days(talk, TITLES)
        assert len(told) == 1
        await table.said_sent("douyin", YESTERDAY, 1, NOW)
        await close_days(talk, TITLES)
        assert (await verdicts(talk))["douyin"] == AGREED
