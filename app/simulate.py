"""`genjin simulate`: the rule sandbox (F76) and the time doctor. Nothing that runs here stays or leaves."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.installation import Installation
from config.settings import Settings
from crm.customers.contract import FLOW, Contract, RenewalRule, read_rule, renewal_moment, today
from crm.customers.renewal_replay import Difference, differences, edge_contracts, stored_differences
from handlers.contracts.renewal import KIND, RULE, plan_all, renewal_due
from storage.customers.contracts import ContractTable
from storage.engine import timers
from storage.tables import contracts as contract_tables
from storage.tables import drafts, messaging, trail

HOSTS = ("UTC", "Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Pacific/Apia")
WATCHED = (
    contract_tables.contract,
    contract_tables.flow_log,
    drafts.todo,
    trail.audit,
    messaging.card,
    messaging.timer,
    messaging.delivery,
    messaging.job,
)
DAYS_BETWEEN = 3
NULL_EVERY = 100
SHOWN = 20
RULES = (RULE,)


@dataclass
class Sandbox:
    """What so many triggers would have done. `messages` and `writes` are what remains of it: always 0."""

    rule: str
    triggers: int
    ok: int
    failed: int
    would_send: int
    messages: int
    writes: int
    errors: list[str] = field(default_factory=list)


@dataclass
class Replay:
    """What the time doctor found over so many days: per host zone how many were replayed, and every difference."""

    rule: str
    days: int
    hosts: dict[str, int]
    stored: int
    found: list[Difference]


async def run_simulate(settings: Settings, rule: str, triggers: int, days: int | None, as_json: bool) -> int:
    """Print the report; 0 as it should be, 1 when something differs or stayed, 2 for an unknown rule."""
    if rule not in RULES:
        sys.stderr.write(f"no such rule: {rule}\n")
        return 2
    async with Installation(settings) as service:
        try:
            if days is not None:
                replay = await replayed(service, days)
                _print(asdict(replay) if as_json else _replay_text(replay))
                return 1 if replay.found else 0
            box = await sandboxed(service, triggers)
            _print(asdict(box) if as_json else _sandbox_text(box))
            return 1 if box.messages or box.writes else 0
        finally:
            await service.inbox.close()
            await service.engine.stop()


async def sandboxed(service: Installation, triggers: int) -> Sandbox:
    """Run the real handlers on so many contracts within a transaction that is rolled back at the end."""
    before = await _sizes(service)
    async with service.database.sessions() as session:
        try:
            box = await _try_out(service, session, triggers)
        finally:
            await session.rollback()
    after = await _sizes(service)
    box.messages = after["delivery"] - before["delivery"]
    box.writes = sum(after.values()) - sum(before.values())
    return box


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


async def _try_out(service: Installation, session: AsyncSession, triggers: int) -> Sandbox:
    sent = await _count(session, messaging.delivery)
    work = service.work(session, "simulate")
    owners = [user.id for user in await work.records.people.with_role("sales")] or [""]
    made = [_contract(n, owners[n % len(owners)], work.now) for n in range(triggers)]
    session.add_all(made)
    await session.flush()
    run = await plan_all(work, made)
    rule = RenewalRule()
    for contract in run.done:
        if contract.renewal_on is not None:
            work.now = renewal_moment(contract.renewal_on, rule)
            await renewal_due(work, contract.id)
    await session.flush()
    would = await _count(session, messaging.delivery) - sent
    return Sandbox(RULE, triggers, len(run.done), len(run.failed), would, 0, 0, run.reasons[:SHOWN])


def _contract(n: int, owner: str, now: datetime) -> Contract:
    end = None if n % NULL_EVERY == NULL_EVERY - 1 else today(now) + timedelta(days=31 + n * DAYS_BETWEEN)
    return Contract(f"simulated{n}", f"SIMULATED-{n:04d}", f"模拟{n}公司", owner, now, now, 1000.0, today(now), end)


async def _sizes(service: Installation) -> dict[str, int]:
    async with service.database.read() as session:
        return {table.name: await _count(session, table) for table in WATCHED}


async def _count(session: AsyncSession, table: Table) -> int:
    return int((await session.execute(select(func.count()).select_from(table))).scalar_one())


def _sandbox_text(box: Sandbox) -> str:
    lines = [
        f"{FLOW}：模拟触发{box.triggers}次，成功{box.ok}，失败{box.failed}",
        f"本应发送{box.would_send}张卡片；实际发送{box.messages}，写入{box.writes}",
        *(f"失败：{error}" for error in box.errors),
    ]
    return "\n".join(lines)


def _replay_text(replay: Replay) -> str:
    total = sum(replay.hosts.values())
    lines = [
        f"{FLOW}：重放{replay.days}天，{len(replay.hosts)}个主机时区，共{total}次，库内合同{replay.stored}份",
        f"应触发与会触发的差异：{len(replay.found)}",
        *(f"{one.host} {one.contract}：应为 {one.should}，会是 {one.would}" for one in replay.found),
    ]
    return "\n".join(lines)


def _print(report: dict[str, Any] | str) -> None:
    text = report if isinstance(report, str) else json.dumps(report, ensure_ascii=False)
    sys.stdout.write(text + "\n")
