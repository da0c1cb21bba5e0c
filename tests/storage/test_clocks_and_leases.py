"""Timers, tokens and leases."""

from __future__ import annotations

from datetime import timedelta

from storage.database import Database
from storage.engine import moments, timers
from storage.engine.timers import TimerTable
from storage.shared.leases import Leases
from storage.shared.tokens import StoredTokens
from tests.clocks import SetClock


async def test_a_timer_fires_once_and_setting_it_again_arms_it_anew(database: Database, clock: SetClock) -> None:
    hour = timedelta(hours=1)
    async with database.begin() as session:
        table = TimerTable(session)
        await table.set("b", "remind", "lead1", clock.now() + hour, step=2)
        await table.set("a", "remind", "lead1", clock.now() + 2 * hour)
        await table.set("c", "remind", "lead2", clock.now() + hour)
        await table.cancel("c")
    assert (await database.run(moments.waiting))[1] == clock.now() + hour
    async with database.begin() as session:
        assert await timers.claim_due(session, clock.now()) == []
    clock.move(hour)
    async with database.begin() as session:
        assert [(t.key, t.args) for t in await timers.claim_due(session, clock.now())] == [("b", {"step": 2})]
        assert await timers.claim_due(session, clock.now()) == []
        await timers.set_timer(session, "b", "remind", "lead1", clock.now(), {})
        assert [t.key for t in await timers.claim_due(session, clock.now())] == ["b"]
        assert await timers.cancel_timer(session, "a")
        assert not await timers.cancel_timer(session, "a")
        assert await timers.prune(session, clock.now() + 3 * hour) == 3


async def test_a_lease_has_one_owner_until_it_ends_or_is_released(database: Database) -> None:
    leases = Leases(database)
    assert await leases.take("dingtalk", "one", 30)
    assert await leases.take("dingtalk", "one", 30)
    assert not await leases.take("dingtalk", "two", 30)
    await leases.release("dingtalk", "two")
    assert not await leases.take("dingtalk", "two", 30)
    await leases.release("dingtalk", "one")
    assert await leases.take("dingtalk", "two", -1)
    assert await leases.take("dingtalk", "one", 30), "an expired lease is free"


async def test_the_newest_token_is_kept(database: Database, clock: SetClock) -> None:
    tokens = StoredTokens(database, b"secret")
    assert await tokens.load("wecom:a") is None
    await tokens.save("wecom:a", "old", clock.now())
    await tokens.save("wecom:a", "new", clock.now() + timedelta(hours=2))
    assert await tokens.load("wecom:a") == ("new", clock.now() + timedelta(hours=2))
