"""The outbox: what is ordered arrives once, whatever the platform does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, delete, select, update

from bot.errors import NoHandle, RateLimited, Rejected, RemoteError, Unknown, Unreachable
from bot.outbox import Outbox
from bot.surface import Target
from cards.card import Action, Card
from cards.token import open_token
from cards.wire import to_json
from scheduler.dbos_engine import DbosEngine
from storage.database import Database
from storage.engine import moments
from storage.messages.card_places import find
from storage.messages.cards import CardTable
from storage.shared.gate import RateGate
from storage.tables.messaging import card_handle, delivery, rate_gate
from tests.bot.fake_surface import FakeSurface
from tests.clocks import SetClock
from tests.scheduler.engines import at_rest, running

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


async def test_a_key_is_sent_once_and_in_order(database: Database, clock: SetClock) -> None:
    surface = FakeSurface()
    async with sending(database, clock, surface) as (outbox, engine):
        assert await order_text(database, outbox, "a", "one|two")
        assert not await order_text(database, outbox, "a", "one|two")
        await order_text(database, outbox, "b", "three")
        await at_rest(engine)
    assert [text for _, _, text in surface.arrived] == ["one", "two", "three"]
    assert surface.asked == 0
    assert await rows(database, delivery.c.state, delivery.c.attempts) == [("sent", 1), ("sent", 1)]


@pytest.mark.parametrize("trouble", [Unreachable("refused"), RateLimited(0.01), Unknown("timeout")])
async def test_trouble_before_arrival_is_tried_again(database: Database, clock: SetClock, trouble: RemoteError) -> None:
    surface = FakeSurface()
    surface.troubles = [trouble]
    async with sending(database, clock, surface) as (outbox, engine):
        await order_text(database, outbox, "a", "hello")
        await at_rest(engine)
    assert [text for _, _, text in surface.arrived] == ["hello"]
    assert surface.asked == (1 if isinstance(trouble, Unknown) else 0)


async def test_a_timeout_after_arrival_is_reconciled_not_repeated(database: Database, clock: SetClock) -> None:
    surface = FakeSurface()
    surface.late = [Unknown("timeout")]
    async with sending(database, clock, surface) as (outbox, engine):
        await order_text(database, outbox, "a", "one|two")
        await at_rest(engine)
    assert [text for _, _, text in surface.arrived] == ["one", "two"]
    assert await rows(database, delivery.c.state) == [("sent",)]


async def test_a_refusal_is_final_and_keeps_the_vendors_code(database: Database, clock: SetClock) -> None:
    surface = FakeSurface()
    surface.troubles = [Rejected("81013")]
    async with sending(database, clock, surface) as (outbox, engine):
        await order_text(database, outbox, "a", "hello")
        await at_rest(engine)
    assert surface.arrived == []
    assert await rows(database, delivery.c.state, delivery.c.error) == [("failed", "81013")]


async def test_a_long_wait_is_durable_and_follows_the_clock(database: Database, clock: SetClock) -> None:
    surface = FakeSurface()
    surface.troubles = [RateLimited(30)]
    async with sending(database, clock, surface) as (outbox, engine):
        await order_text(database, outbox, "a", "hello")
        await at_rest(engine)
        assert surface.arrived == []
        assert (await database.run(moments.waiting))[0] == clock.now() + timedelta(seconds=30)
    # The gate keeps real time; here the half minute has passed.
    async with database.begin() as session:
        await session.execute(delete(rate_gate))
    clock.move(timedelta(seconds=30))
    async with sending(database, clock, surface) as (outbox, engine):
        await engine.release_due()
        await at_rest(engine)
    assert len(surface.arrived) == 1


async def test_an_attempt_that_was_overtaken_does_not_send(database: Database, clock: SetClock) -> None:
    surface = FakeSurface()

    class Overtaken(RateGate):
        def take(self, connection: Connection, key: str, interval: float) -> float:
            connection.execute(update(delivery).values(fence="another"))
            return 0.0

    async with running(database, clock, {}, real_time=False) as engine:
        outbox = Outbox(
            database,
            engine,
            clock,
            Overtaken(database),
            {"slack": surface},
            SECRET,
            finish=engine.finish,
            ending=engine.ending,
            instead=lambda card: "",
        )
        engine.register("deliver", outbox.deliver)
        await order_text(database, outbox, "a", "hello")
        await at_rest(engine)
    assert surface.arrived == []
    assert await rows(database, delivery.c.state) == [("new",)]


async def test_a_card_can_be_changed_where_it_stands(database: Database, clock: SetClock) -> None:
    surface = FakeSurface()
    async with sending(database, clock, surface) as (outbox, engine):
        async with database.begin() as session:
            await outbox.put_card(session, CHAT, CARD, "zhangwei")
            assert await outbox.places(session, "c1") == [(CHAT, "zhangwei")]
        await at_rest(engine)
        settled = CARD.settled("已由张伟确认")
        async with database.begin() as session:
            await outbox.put_update(session, CHAT, settled, "zhangwei")
        await at_rest(engine)
    first, second = surface.parcels
    assert first.sign is not None
    assert open_token(first.sign("confirm"), clock.now(), SECRET).rev == 1
    assert second.kind == "update"
    assert second.place is not None and second.place.handle == {"ts": "1"}
    async with database.read() as session:
        place = await find(session, "c1", "slack", "U1")
    assert place is not None and place.rev == 2


async def test_a_card_that_changed_while_it_waited_is_sent_as_it_looks_now(database: Database, clock: SetClock) -> None:
    surface = FakeSurface()
    newer = replace(CARD, rev=3, title="新线索 已确认")
    async with sending(database, clock, surface) as (outbox, engine):
        async with database.begin() as session:
            await CardTable(session).put(to_json(newer), "lead", ["zhangwei"], None, clock.now())
            await outbox.put_card(session, CHAT, CARD, None)
            await outbox.put_update(session, CHAT, newer, None)
        await at_rest(engine)
    assert [text for _, _, text in surface.arrived] == ["新线索 已确认"]
    assert [state for _, state in await rows(database, delivery.c.kind, delivery.c.state)] == ["sent", "sent"]


@pytest.mark.parametrize("spent", [True, False])
async def test_without_a_handle_a_short_message_tells_the_change(
    database: Database, clock: SetClock, spent: bool
) -> None:
    surface = FakeSurface()
    async with sending(database, clock, surface) as (outbox, engine):
        async with database.begin() as session:
            await outbox.put_card(session, CHAT, CARD, None)
        await at_rest(engine)
        if spent:
            async with database.begin() as session:
                await session.execute(update(card_handle).values(uses_left=0))
        else:
            surface.troubles = [NoHandle("expired")]
        async with database.begin() as session:
            await outbox.put_update(session, CHAT, CARD.settled("已撤回"), None)
        await at_rest(engine)
    assert [text for _, _, text in surface.arrived] == ["新线索", "新线索:已撤回"]


async def test_the_sweep_finds_a_delivery_without_a_job(database: Database, clock: SetClock) -> None:
    surface = FakeSurface()
    async with sending(database, clock, surface) as (outbox, engine):
        await order_text(database, outbox, "a", "hello")
        await at_rest(engine)
        async with database.begin() as session:
            await session.execute(update(delivery).values(state="sending"))
        assert await outbox.sweep() == 0
        clock.move(timedelta(minutes=3))
        assert await outbox.sweep() == 1
        await at_rest(engine)
    assert len(surface.arrived) == 1, "it had arrived; reconciling found it"
    assert await rows(database, delivery.c.state) == [("sent",)]


async def test_an_unreadable_card_fails_and_does_not_block_the_chat(database: Database, clock: SetClock) -> None:
    surface = FakeSurface()
    async with sending(database, clock, surface) as (outbox, engine):
        async with database.begin() as session:
            await outbox.put(session, key="bad", kind="card", target=CHAT, payload={"card": {"no": 1}})
            await outbox.put_text(session, "good", CHAT, "hello", None)
        await at_rest(engine)
    assert await rows(database, delivery.c.key, delivery.c.state) == [("bad", "failed"), ("good", "sent")]
