"""The scripted clock: everything due on the way fires in order, each at its own time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from apscheduler.triggers.cron import CronTrigger

from scheduler.manual import ManualClock, Script
from scheduler.schedule import SHANGHAI, Schedule
from scheduler.ticks import Ticks
from scheduler.timers import DueTimers
from storage.database import Database
from storage.engine import timers
from tests.scheduler.engines import running

START = datetime(2026, 11, 20, 10, 0, tzinfo=SHANGHAI)
DIGEST = Schedule("digest", CronTrigger(hour=8, minute=30, timezone=SHANGHAI))


async def test_ticks_timers_and_postponed_jobs_fire_in_order_at_their_own_time(database: Database) -> None:
    clock = ManualClock(database, START)
    await clock.open()
    seen: list[tuple[str, str]] = []

    def note(what: str) -> None:
        seen.append((what, clock.now().astimezone(SHANGHAI).strftime("%d %H:%M")))

    async def tick(name: str, at: str) -> None:
        note(name)

    async def timer(key: str, kind: str, subject: str, args: dict[str, Any], due: str) -> None:
        note(key)
        if key == "first":
            async with database.begin() as session:
                await timers.set_timer(session, "second", "chain", "s", clock.now() + timedelta(minutes=1), {})

    async def work() -> timedelta | None:
        note("work")
        return timedelta(minutes=30) if len(seen) == 1 else None

    async with running(database, clock, {"tick": tick, "timer": timer, "work": work}, real_time=False) as engine:
        script = Script(database, clock, engine, Ticks(database, engine), DueTimers(database, engine, clock), [DIGEST])
        await script.start()
        async with database.begin() as session:
            await engine.enqueue(session, "work", "w")
            await timers.set_timer(session, "first", "chain", "s", START + timedelta(hours=22, minutes=30), {})
        await script.advance(START + timedelta(hours=48))
        assert clock.now() == START + timedelta(hours=48)
    assert [at for _, at in seen] == sorted(at for _, at in seen)
    assert sorted(seen) == [
        ("digest", "21 08:30"),
        ("digest", "22 08:30"),
        ("first", "21 08:30"),
        ("second", "21 08:31"),
        ("work", "20 10:00"),
        ("work", "20 10:30"),
    ]


async def test_the_time_survives_a_restart_and_never_goes_back(database: Database) -> None:
    clock = ManualClock(database, START)
    await clock.open()
    await clock.jump(START + timedelta(days=2))
    await clock.jump(START)
    again = ManualClock(database, START)
    await again.open()
    assert again.now() == START + timedelta(days=2)


async def test_a_timer_armed_anew_fires_anew_be_it_for_a_moment_that_is_over(database: Database) -> None:
    clock = ManualClock(database, START)
    await clock.open()
    fired: list[datetime] = []
    moments: list[str] = []

    async def timer(key: str, kind: str, subject: str, args: dict[str, Any], at: str) -> None:
        fired.append(clock.now().astimezone(SHANGHAI))
        moments.append(at)

    hour = timedelta(hours=1)
    async with running(database, clock, {"timer": timer}, real_time=False) as engine:
        script = Script(database, clock, engine, Ticks(database, engine), DueTimers(database, engine, clock), [])
        for later in (2 * hour, 3 * hour, 3 * hour, 3 * hour):
            async with database.begin() as session:
                await timers.set_timer(session, "silence", "silence", "s", START + hour, {})
            await script.advance(START + later)
            await script.advance(START + later)
    assert [at - START for at in fired] == [hour, 2 * hour, 3 * hour, 3 * hour]
    assert len(set(moments)) == 4
