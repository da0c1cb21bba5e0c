"""The door: acknowledged means on disk, the same event is handled once, a conversation stays in order."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import OperationalError

from bot.inbox import GroupCommitInbox
from scheduler.dbos_engine import DbosEngine
from storage.database import Database
from storage.tables.messaging import inbox as table
from storage.tables.messaging import job, replica
from storage.writer import NotStored
from tests.bot.listening import Listener, listen, listening, raw
from tests.clocks import SetClock
from tests.scheduler.engines import at_rest


async def test_a_repeated_event_is_accepted_and_handled_once(database: Database, clock: SetClock) -> None:
    listener = Listener()
    async with listening(database, clock, listener) as (inbox, engine):
        answers = await asyncio.gather(*(inbox.accept("slack", "e1", "R", raw("e1", "hello")) for _ in range(3)))
        assert sorted(answers) == [False, False, True]
        assert await inbox.accept("slack", "e1", "R", raw("e1", "hello")) is False
        assert await inbox.accept("dingtalk", "e1", "R", b"{}") is True
        await at_rest(engine)
    assert listener.heard == ["hello"]


async def test_a_burst_shares_commits_and_keeps_every_conversation_in_order(
    database: Database, clock: SetClock
) -> None:
    listener = Listener()
    async with listening(database, clock, listener) as (inbox, engine):
        await asyncio.gather(
            *(
                inbox.accept("slack", f"{room}{n}", room, raw(f"{room}{n}", f"{room}{n}", room))
                for n in range(8)
                for room in "abcde"
            )
        )
        await at_rest(engine)
    async with database.read() as session:
        orders = select(func.count()).select_from(job).where(job.c.kind != "inbox")
        assert 0 < (await session.execute(orders)).scalar_one() < 8, "a commit has one order for many events"
    for room in "abcde":
        assert [text for text in listener.heard if text.startswith(room)] == [f"{room}{n}" for n in range(8)]


async def test_repeats_among_new_events_are_told_apart(database: Database, clock: SetClock) -> None:
    listener = Listener()
    async with listening(database, clock, listener) as (inbox, engine):
        await inbox.accept("slack", "e1", "R", raw("e1", "e1"))
        keys = ["e0", "e1", "e2", "e2", "e3", "e4", "e5", "e6"]
        answers = await asyncio.gather(*(inbox.accept("slack", key, "R", raw(key, key)) for key in keys))
        assert answers == [True, False, True, False, True, True, True, True]
        await at_rest(engine)
    assert sorted(listener.heard) == [f"e{n}" for n in range(7)]


async def test_a_poisoned_event_fails_alone(database: Database, clock: SetClock) -> None:
    listener = Listener()
    async with listening(database, clock, listener) as (inbox, engine):
        good = [inbox.accept("slack", f"g{n}", "R", raw(f"g{n}", f"g{n}")) for n in range(5)]
        bad = inbox.accept("slack", "b", None, b"{}")  # type: ignore[arg-type]
        answers = await asyncio.gather(*good[:3], bad, *good[3:], return_exceptions=True)
        assert isinstance(answers[3], NotStored)
        assert [answer for answer in answers if answer is True] == [True] * 5
        await at_rest(engine)
    assert sorted(listener.heard) == ["g0", "g1", "g2", "g3", "g4"]


async def test_a_failed_handling_leaves_nothing_and_is_tried_again(database: Database, clock: SetClock) -> None:
    listener = Listener()
    listener.failures = 2
    async with listening(database, clock, listener) as (inbox, engine):
        await inbox.accept("slack", "e", "R", raw("e", "hello"))
        await at_rest(engine)
    assert listener.heard == ["hello"]
    assert listener.apologies == []
    async with database.read() as session:
        assert (await session.execute(select(func.count()).select_from(replica))).scalar_one() == 1
        assert (await session.execute(select(table.c.state, table.c.attempts))).one() == ("done", 2)


async def test_after_three_failures_the_person_gets_the_error_id(database: Database, clock: SetClock) -> None:
    listener = Listener()
    listener.failures = 3
    async with listening(database, clock, listener) as (inbox, engine):
        await inbox.accept("slack", "e", "R", raw("e", "hello"))
        await inbox.accept("slack", "f", "R", raw("f", "next"))
        await at_rest(engine)
    assert listener.heard == ["next"], "a hopeless event does not block its conversation"
    async with database.read() as session:
        query = select(table.c.state, table.c.error_id).order_by(table.c.event_key)
        assert (await session.execute(query)).all() == [("failed", listener.apologies[0]), ("done", None)]


async def test_two_doors_on_one_database_take_an_event_once(database: Database, clock: SetClock) -> None:
    listener = Listener()
    async with listening(database, clock, listener) as (inbox, engine):
        other = GroupCommitInbox(database, engine, clock)
        taken = await asyncio.gather(
            *(
                door.accept("slack", f"e{n}", f"R{n}", raw(f"e{n}", f"e{n}"))
                for n in range(20)
                for door in (inbox, other)
            )
        )
        assert taken.count(True) == 20
        await other.close()
        await at_rest(engine)
    assert sorted(listener.heard) == sorted(f"e{n}" for n in range(20))


class NeverReleasing(DbosEngine):
    """An engine whose process is killed between the acknowledged commit and the start of the work."""

    def release(self, connection: Connection, keys: Sequence[str]) -> None:
        raise OperationalError("killed", None, ConnectionError())


@pytest.mark.parametrize("count", [1, 9])
async def test_what_was_acknowledged_and_never_released_is_handled_at_the_next_start(
    database: Database, clock: SetClock, count: int
) -> None:
    dying = NeverReleasing(database, clock, listen=False)
    await dying.start()
    inbox = GroupCommitInbox(database, dying, clock)
    taken = await asyncio.gather(*(inbox.accept("slack", f"e{n}", "R", raw(f"e{n}", f"e{n}")) for n in range(count)))
    assert all(taken)
    assert not await dying.idle(), "recorded work is unsettled until it is done, started or not"
    await inbox.close()
    await dying.stop()
    listener = Listener()
    engine = DbosEngine(database, clock, poll_seconds=0.03, real_time=False)
    listen(database, clock, engine, listener)
    await engine.start()
    await at_rest(engine)
    await engine.stop()
    assert listener.heard == [f"e{n}" for n in range(count)]
