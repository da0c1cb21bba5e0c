"""The outbox: what is ordered arrives once, whatever the platform does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection, delete, update

from bot.errors import RateLimited, Rejected, RemoteError, Unknown, Unreachable
from bot.outbox import Outbox
from storage.database import Database
from storage.engine import moments
from storage.shared.gate import RateGate
from storage.tables.messaging import delivery, rate_gate
from tests.bot.fake_surface import FakeSurface
from tests.bot.sending import SECRET, order_text, rows, sending
from tests.clocks import SetClock
from tests.scheduler.engines import at_rest, running


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
