"""From a person's words to the card in their chat, through every layer, when nothing else is going on."""

from __future__ import annotations

import asyncio
import time

import psutil

from app.play.scene import Scene
from benchmarks.figures import Figure
from benchmarks.service import running

MESSAGES = 36
PAUSE = 0.7
WARM_UP = 3
PATIENCE = 20.0
PLATFORMS = ("wecom", "dingtalk", "slack")
PEOPLE = ("zhangwei", "lina", "chenchen")
TARGET_MS = 1000.0


def measure() -> list[Figure]:
    """Send one message after another and return the figures."""
    return asyncio.run(_measure())


async def _measure() -> list[Figure]:
    async with running() as (scene, pid):
        process = psutil.Process(pid)
        for number in range(WARM_UP):
            await _seconds_to_card(scene, number)
        before, taken = process.cpu_times(), []
        for number in range(WARM_UP, WARM_UP + MESSAGES):
            # Unequal pauses, so that no message meets the engine's poll at the same place as the one before.
            await asyncio.sleep(PAUSE + 0.017 * (number % 12))
            taken.append(1000 * await _seconds_to_card(scene, number))
        after = process.cpu_times()
    taken.sort()
    cpu = after.user + after.system - before.user - before.system
    return [
        Figure("message to card, idle engine: p50", taken[MESSAGES // 2], "ms"),
        Figure("message to card, idle engine: p95", taken[MESSAGES * 95 // 100], "ms", TARGET_MS),
        Figure("message to card: CPU per message, pauses included", 1000 * cpu / MESSAGES, "ms"),
    ]


async def _seconds_to_card(scene: Scene, number: int) -> float:
    world, person = scene.town.world, PEOPLE[number // 3 % 3]
    before, begun = world.serial, time.perf_counter()
    if not await scene.simulator(PLATFORMS[number % 3]).say(person, f"新线索 杭州测试 张三 138{number:08d}"):
        raise RuntimeError(f"message {number} was not acknowledged")
    async with asyncio.timeout(PATIENCE):
        while not any(message.kind == "card" for message in world.since(before)):
            await world.changed.wait()
    return time.perf_counter() - begun
