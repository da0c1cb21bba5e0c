"""The shared gate: processes together keep the pace, and a platform's word shuts it."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Connection

from storage.database import Database
from storage.shared.gate import RateGate
from tests.processes import lines_until_end, spawn

SENDER = Path(__file__).with_name("gated_sender.py")


async def test_three_processes_together_keep_twenty_a_second(database: Database) -> None:
    senders = [await spawn(SENDER, database, 20) for _ in range(3)]
    printed = await asyncio.gather(*(lines_until_end(sender) for sender in senders))
    slots = sorted(float(line) for lines in printed for line in lines)
    assert len(slots) == 60
    assert min(later - earlier for earlier, later in pairwise(slots)) > 0.0499


async def waits(database: Database, gate: RateGate, key: str, interval: float, slots: int = 1) -> list[float]:
    def take(connection: Connection) -> list[float]:
        return [gate.take(connection, key, interval) for _ in range(slots)]

    return await database.run(take)


async def test_a_minute_quota_lets_a_third_pass_at_once(database: Database) -> None:
    gate = RateGate(database)
    *at_once, eleventh, twelfth = await waits(database, gate, "member", 2.0, slots=12)
    assert at_once == [0.0] * 10
    assert 1.5 < eleventh <= 3.0
    assert 4.5 < twelfth <= 6.0
    assert await waits(database, gate, "another", 2.0) == [0.0]


async def test_a_push_shuts_the_gate(database: Database) -> None:
    gate = RateGate(database)
    await gate.push("app", 500.0)
    (wait,) = await waits(database, gate, "app", 0.05)
    assert 400.0 < wait <= 500.0
    assert await waits(database, gate, "another", 0.05) == [0.0]


async def test_without_pace_the_gate_is_always_open(database: Database) -> None:
    gate = RateGate(database, paced=False)
    await gate.push("app", 5.0)
    assert await waits(database, gate, "app", 2.0, slots=20) == [0.0] * 20
