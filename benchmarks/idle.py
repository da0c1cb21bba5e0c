"""What the service takes while nobody says anything: all three platforms connected, no speech model loaded.

It was started once before, for the very first start also makes the database.
"""

from __future__ import annotations

import asyncio
import time

import psutil

from benchmarks.figures import Figure
from benchmarks.service import running

SETTLE_SECONDS = 5.0
SECONDS = 30.0
RSS_TARGET_MB = 150.0
CPU_TARGET_PERCENT = 8.0


def measure() -> list[Figure]:
    """Watch an idle service and return the figures."""
    return asyncio.run(_measure())


async def _measure() -> list[Figure]:
    async with running() as (scene, _):
        await scene.server.crash()
        await asyncio.sleep(SETTLE_SECONDS)
        if not scene.town.dingtalk.stream.connections:
            raise RuntimeError("DingTalk's stream is not connected")
        process = psutil.Process(scene.server.pid)
        family = [process, *process.children(recursive=True)]
        begun, before = time.perf_counter(), _cpu(family)
        await asyncio.sleep(SECONDS)
        share = 100 * (_cpu(family) - before) / (time.perf_counter() - begun)
        size = sum(one.memory_info().rss for one in family) / 1e6
    return [
        Figure("idle: resident memory", size, "MB", RSS_TARGET_MB),
        Figure("idle: CPU", share, "% of a core", CPU_TARGET_PERCENT),
    ]


def _cpu(family: list[psutil.Process]) -> float:
    return sum(times.user + times.system for times in (one.cpu_times() for one in family))
