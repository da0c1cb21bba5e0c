"""F31 under real concurrency: colleagues tap in the same moment, on connections of their own, and one has the lead."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime
from uuid import uuid4

from app.language.reading import SalesReading
from cards.card import Card
from crm.leads.lead import Lead
from crm.leads.pool import POOL
from crm.people import User
from handlers.context import Tap
from handlers.ports import Address
from handlers.queue.pool import tap_claim
from handlers.surroundings import Surroundings
from storage.database import Database
from storage.mapping import map_records
from storage.records import SessionRecords
from tests.handlers.tapping_process import Silence

ROUNDS = 10
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
PEOPLE = tuple(f"rep{number}" for number in range(4))


async def claim(database: Database, person: str, lead_id: str) -> str:
    out = Silence()
    async with database.begin() as session:
        around = Surroundings((), (), "", SalesReading(), lambda: uuid4().hex)
        tap = Tap(
            NOW, SessionRecords(session), out, around,
            person=User(person, person, "sales", "华东组"), here=Address("slack", "user", person, person),
            action="claim", tapped=Card("c", 1, "pool", POOL), subject=f"lead:{lead_id}", values={},
        )  # fmt: skip
        await tap_claim(tap)
    return out.said[0]


async def test_of_taps_in_one_moment_one_wins_and_nobody_has_a_fourth(database: Database) -> None:
    map_records()
    async with database.begin() as session:
        session.add_all([User(person, person, "sales", "华东组") for person in PEOPLE])
        await session.flush()
        for n in range(ROUNDS):
            lead = Lead(f"l{n}", f"甲{n}", "张三", f"1380000{n:04}", "", NOW, NOW, status=POOL)
            await SessionRecords(session).leads.add(lead)
            detail = {"from": "gone", "team": "华东组"}
            await SessionRecords(session).conditions.begin(f"c{n}", "pool", lead.id, NOW, detail)
    for n in range(ROUNDS):
        answers = await asyncio.gather(*(claim(database, person, f"l{n}") for person in PEOPLE))
        assert [text.startswith(f"已认领甲{n}") for text in answers].count(True) == 1
        assert all("已被认领了" in text or "最多认领3条" in text for text in answers if not text.startswith("已认领"))
    async with database.begin() as session:
        records = SessionRecords(session)
        leads = [await records.leads.get(f"l{n}") for n in range(ROUNDS)]
    owners = Counter(lead.owner for lead in leads if lead is not None)
    assert set(owners) <= set(PEOPLE) and max(owners.values()) <= 3 and sum(owners.values()) == ROUNDS
