"""An outbox over one pretended surface, and what it wrote."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import select

from bot.outbox import Outbox
from bot.surface import Target
from cards.card import Action, Card
from scheduler.dbos_engine import DbosEngine
from storage.database import Database
from storage.shared.gate import RateGate
from storage.tables.messaging import delivery
from tests.bot.fake_surface import FakeSurface
from tests.clocks import SetClock
from tests.scheduler.engines import running

SECRET = b"s" * 32
CHAT = Target("slack", "user", "U1")
CARD = Card("c1", 1, "lead", "新线索", actions=(Action("confirm", "确认"),))


@asynccontextmanager
async def sending(
    database: Database, clock: SetClock, surface: FakeSurface
) -> AsyncIterator[tuple[Outbox, DbosEngine]]:
    async with running(database, clock, {}, real_time=False) as engine:
        outbox = Outbox(
            database,
            engine,
            clock,
            RateGate(database),
            {"slack": surface},
            SECRET,
            finish=engine.finish,
            ending=engine.ending,
            instead=lambda card: f"{card.title}:{card.status}",
        )
        engine.register("deliver", outbox.deliver)
        yield outbox, engine


async def order_text(database: Database, outbox: Outbox, key: str, text: str) -> bool:
    async with database.begin() as session:
        return await outbox.put_text(session, key, CHAT, text, "zhangwei")


async def rows(database: Database, *columns: Any) -> list[Any]:
    async with database.read() as session:
        return [tuple(row) for row in await session.execute(select(*columns).order_by(delivery.c.key))]
