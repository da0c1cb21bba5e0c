"""From the commit of an assignment to its message in the new owner's chat, at a thousand changes a minute (F24).

`python -m benchmarks.push`; exit code 1 when the target is missed.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
from typing import Any

import aiohttp
import psutil

from app.play.scene import Scene
from benchmarks.figures import Figure, as_table
from benchmarks.service import running
from tests.databases import postgresql_server

CHANGES, SECONDS, PEOPLE = 1000, 60.0, 150
PLATFORMS = ("wecom", "dingtalk", "slack")
PATIENCE = 120.0
TARGET_MS, FIELD_MS = 3000.0, 93_000.0
_NUMBER = re.compile(r"名单(\d+)公司")


def measure(postgresql: str) -> list[Figure]:
    """Assign a thousand leads to 150 people within a minute, evenly, on both databases, and return the figures."""
    figures = []
    for name, url in (("SQLite", ""), ("PostgreSQL", postgresql)):
        figures += asyncio.run(_measure(name, url))
    return figures


async def _measure(backend: str, url: str) -> list[Figure]:
    async with running(url) as (scene, pid):
        people = [f"p{number}" for number in range(PEOPLE)]
        boss = [user for user in scene.town.team if user["id"] in ("admin", "zhoumin")]
        team = [
            {"id": person, "name": person, "role": "sales", "team": "华东组", "home": PLATFORMS[number % 3]}
            for number, person in enumerate(people)
        ]
        await scene.install_team([*boss, *team])
        leads = await _leads(scene)
        process, arrived = psutil.Process(pid), dict[int, float]()
        everything = asyncio.Event()
        watching = asyncio.create_task(_watch(scene, arrived, everything))
        before, committed = process.cpu_times(), dict[int, float]()
        begun = time.perf_counter()
        async with _http(scene) as http, asyncio.TaskGroup() as group:
            for number, lead in leads.items():
                await asyncio.sleep(max(0.0, begun + number * SECONDS / CHANGES - time.perf_counter()))
                group.create_task(_assign(http, number, lead, people[number % PEOPLE], committed))
        async with asyncio.timeout(PATIENCE):
            await everything.wait()
        watching.cancel()
        after = process.cpu_times()
    taken = sorted(1000 * (arrived[number] - committed[number]) for number in committed)
    cpu = after.user + after.system - before.user - before.system
    return [
        Figure(f"1,000 assignments a minute to chat, {backend}: p50", taken[CHANGES // 2], "ms"),
        Figure(f"1,000 assignments a minute to chat, {backend}: p99", taken[CHANGES * 99 // 100], "ms", TARGET_MS),
        Figure(f"1,000 assignments a minute to chat, {backend}: slowest", taken[-1], "ms", FIELD_MS),
        Figure(f"assignment to chat, {backend}: CPU per change", 1000 * cpu / CHANGES, "ms"),
    ]


async def _leads(scene: Scene) -> dict[int, str]:
    rows = "".join(f"名单{number}公司,张三,139{number:08}\n" for number in range(CHANGES))
    body = f"公司,姓名,手机号\n{rows}".encode()
    async with _http(scene) as http:
        async with http.post("/api/imports", params={"name": "t.csv"}, data=body) as answer:
            import_id = (await answer.json())["id"]
        while True:
            async with http.get(f"/api/imports/{import_id}") as answer:
                if (await answer.json())["state"] == "applied":
                    break
            await asyncio.sleep(0.5)
        async with http.get("/api/leads") as answer:
            items: list[dict[str, Any]] = (await answer.json())["items"]
    return dict(sorted((int(_NUMBER.findall(item["company"])[0]), item["id"]) for item in items))


async def _assign(http: aiohttp.ClientSession, number: int, lead: str, owner: str, committed: dict[int, float]) -> None:
    """Assign, again after a pause when too many were there, as the answer asks; nothing was done then."""
    while True:
        async with http.post("/api/assignments", json={"items": [{"lead": lead, "owner": owner}]}) as answer:
            committed[number] = time.perf_counter()
            body = await answer.json()
        if answer.status != 503:
            break
        await asyncio.sleep(float(answer.headers["Retry-After"]))
    if body["items"][0]["error"]:
        raise RuntimeError(f"assignment {number} was refused")


async def _watch(scene: Scene, arrived: dict[int, float], everything: asyncio.Event) -> None:
    world = scene.town.world
    seen = world.serial
    while True:
        await world.changed.wait()
        now = time.perf_counter()
        for message in world.since(seen):
            for number in _NUMBER.findall(message.text):
                arrived.setdefault(int(number), now)
        seen = world.serial
        if len(arrived) == CHANGES:
            everything.set()


def _http(scene: Scene) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(scene.server.url, headers={"Authorization": f"Bearer {scene.admin_token}"})


def _main() -> int:
    with postgresql_server() as url:
        figures = measure(url)
    print(as_table(figures))
    return 1 if any(figure.held is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(_main())
