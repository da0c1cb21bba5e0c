"""The rule sandbox (F76): the real handlers on made-up contracts, in a transaction that is rolled back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.installation import Installation
from crm.customers.contract import FLOW, Contract, RenewalRule, renewal_moment, today
from handlers.contracts.renewal import RULE, plan_all, renewal_due
from storage.tables import contracts as contract_tables
from storage.tables import drafts, messaging, trail

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


def sandbox_text(box: Sandbox) -> str:
    """Return the report as people read it."""
    lines = [
        f"{FLOW}：模拟触发{box.triggers}次，成功{box.ok}，失败{box.failed}",
        f"本应发送{box.would_send}张卡片；实际发送{box.messages}，写入{box.writes}",
        *(f"失败：{error}" for error in box.errors),
    ]
    return "\n".join(lines)
