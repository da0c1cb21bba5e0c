"""The time doctor: what a rule would fire wherever the machine stood, beside what it should."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.installation import Installation
from crm.customers.contract import FLOW, read_rule, today
from crm.customers.renewal_replay import Difference, differences, edge_contracts, stored_differences
from handlers.contracts.renewal import KIND, RULE
from storage.customers.contracts import ContractTable
from storage.engine import timers

HOSTS = ("UTC", "Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Pacific/Apia")


@dataclass
class Replay:
    """What the time doctor found over so many days: per host zone how many were replayed, and every difference."""

    rule: str
    days: int
    hosts: dict[str, int]
    stored: int
    found: list[Difference]


async def replayed(service: Installation, days: int) -> Replay:
    """Replay the rule over so many days in every host zone, then compare what is stored with what should be."""
    now = service.clock.now()
    async with service.database.read() as session:
        table = ContractTable(session)
        rule = read_rule(await table.rule(RULE) or {})
        kept = await table.in_force()
        armed = await timers.armed(session, KIND)
        failed = {subject.removeprefix("contract:") for subject in await table.failed(FLOW)}
    made = edge_contracts(today(now), days, now)
    found: list[Difference] = []
    for host in HOSTS:
        with host_zone(host):
            found += differences([*made, *kept], rule, host)
    found += stored_differences(kept, rule, armed, failed, now)
    return Replay(RULE, days, {host: len(made) + len(kept) for host in HOSTS}, len(kept), found)


@contextmanager
def host_zone(name: str) -> Iterator[None]:
    """Make this the zone of the process for a while, as if the machine stood there."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


def replay_text(replay: Replay) -> str:
    """Return the report as people read it."""
    total = sum(replay.hosts.values())
    lines = [
        f"{FLOW}：重放{replay.days}天，{len(replay.hosts)}个主机时区，共{total}次，库内合同{replay.stored}份",
        f"应触发与会触发的差异：{len(replay.found)}",
        *(f"{one.host} {one.contract}：应为 {one.should}，会是 {one.would}" for one in replay.found),
    ]
    return "\n".join(lines)
