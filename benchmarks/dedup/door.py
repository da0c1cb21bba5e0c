"""The check at the door (F15) against a million customers in a PostgreSQL of its own: the real tables, the real query.

`python -m benchmarks.dedup.door [--rows N]` fills the database in bulk and then asks as chat, sidebar and forms do.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import random
import tempfile
import time
from collections.abc import Iterator

from sqlalchemy import Connection, text

from benchmarks.figures import Figure, as_table
from crm.people import User
from storage import mapping
from storage.database import Database
from storage.intake.door import DoorTable
from tests.databases import new_database, postgresql_server

CUSTOMERS = 1_000_000
QUESTIONS, WARM_UP = 3000, 200
TENANTS = 400
"""Customers under one switchboard; one customer in a hundred has a switchboard as its number."""
TARGET_MS = 5.0
_ROLES = ("sales",) * 17 + ("supervisor", "supervisor", "admin")

_PEOPLE = """
insert into user_account (id, name, role, team, industries, active)
select 'sales' || n, 'sales' || n, 'sales', 'team' || n % 20, '[]', true from generate_series(0, 199) n
"""
# Every second customer is an account with a contact, the others are leads. Rows come in a mixed order, as over years.
_NUMBER = f"""case when n % 100 = 0 then '0755' || lpad((86000000 + n / 100 / {TENANTS})::text, 8, '0')
    else '138' || lpad(n::text, 8, '0') end"""
_LEADS = f"""
insert into lead (id, company, contact, phone, email, stage, status, owner, channel, tags, phone_key, mail_key,
    created_at, updated_at)
select 'l' || n, '客户' || n || '科技有限公司', '王磊', {_NUMBER}, 'box' || n || '@firm' || n / 3 || '.com', '初步接触',
    'open', 'sales' || n % 200, 'chat', '[]', {_NUMBER}, 'box' || n || '@firm' || n / 3 || '.com',
    {{moment}}, {{moment}}
from generate_series(0, :rows - 1) g, lateral (select (g * 7919::bigint) % :rows as n) mixed where n % 2 = 0
"""
_ACCOUNTS = """
insert into account (id, name, owner, raw_names, tags, created_at, updated_at)
select 'a' || n, '客户' || n || '科技有限公司', 'sales' || n % 200, '[]', '[]', {moment}, {moment}
from generate_series(1, :rows - 1, 2) n
"""
_CONTACTS = f"""
insert into contact (id, account_id, name, owner, phone, email, phone_key, mail_key, created_at)
select 'c' || n, 'a' || n, '李娜', 'sales' || n % 200, {_NUMBER}, 'box' || n || '@firm' || n / 3 || '.com', {_NUMBER},
    'box' || n || '@firm' || n / 3 || '.com', {{moment}}
from generate_series(0, :rows - 1) g, lateral (select (g * 7919::bigint) % :rows as n) mixed where n % 2 = 1
"""


def measure(rows: int = CUSTOMERS) -> list[Figure]:
    """Fill a database with this many customers and return how long the check takes."""
    with postgresql_server() as url, tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measure(url, folder, rows))


async def _measure(url: str, folder: str, rows: int) -> list[Figure]:
    database = await new_database("postgresql", folder, url)
    mapping.map_records()
    try:
        async with database.begin() as session:
            await (await session.connection()).run_sync(_fill, rows)
        async with database.engine.connect() as connection:
            await (await connection.execution_options(isolation_level="AUTOCOMMIT")).execute(text("vacuum analyze"))
        return await _asked(database, rows)
    finally:
        async with database.begin() as session:
            await session.execute(text(f'drop schema "{database.schema}" cascade'))
        await database.close()


def _fill(connection: Connection, rows: int) -> None:
    moment = "timestamptz '2026-01-01' + n * interval '17 seconds'"
    connection.execute(text(_PEOPLE))
    for statement in (_LEADS, _ACCOUNTS, _CONTACTS):
        connection.execute(text(statement.format(moment=moment)), {"rows": rows})


async def _asked(database: Database, rows: int) -> list[Figure]:
    """Ask about known and unknown people, one after the other, each in a transaction as a message is."""
    taken, spent, found = [], [], 0
    asked = list(_questions(rows))
    gc.collect()
    for person, phone, mail in asked:
        async with database.begin() as session:
            door = DoorTable(session)
            await session.connection()
            begun, used = time.perf_counter(), time.thread_time()
            known = await door.known(person, phone, mail)
            taken.append((time.perf_counter() - begun) * 1000)
            spent.append((time.thread_time() - used) * 1000)
            found += known is not None
    name = f"door against {rows:,} customers (F15)"
    return [
        Figure(f"{name}: p50", _share(taken, 50), "ms"),
        Figure(f"{name}: p99", _share(taken, 99), "ms", TARGET_MS),
        Figure(f"{name}: p99 of our own CPU time", _share(spent, 99), "ms"),
        Figure("known among those asked about", 100 * found / len(asked), "%"),
        Figure("load of the machine while asking", os.getloadavg()[0], ""),
    ]


def _share(taken: list[float], percent: int) -> float:
    measured = sorted(taken[WARM_UP:])
    return measured[len(measured) * percent // 100]


def _questions(rows: int) -> Iterator[tuple[User, str, str]]:
    """Yield who asks about which phone and mail: a third unknown, one in fifty a switchboard of many customers."""
    rng = random.Random("door")
    staff = [User(f"sales{n}", "张伟", _ROLES[n % 20], f"team{n % 20}") for n in range(200)]
    for _ in range(WARM_UP + QUESTIONS):
        person, number, roll = rng.choice(staff), rng.randrange(rows), rng.random()
        mail = f"box{number}@firm{number // 3}.com" if roll < 0.6 else ""
        if roll < 0.33:
            yield person, f"+86 177-{rng.randrange(10**8):08d}", f"new{number}@nowhere.cn"
        elif roll < 0.35:
            yield person, f"0755-{86000000 + number // 100 // TENANTS}", ""
        else:
            yield person, f"138{number:08d}", mail


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="benchmarks.dedup.door", description=__doc__)
    parser.add_argument("--rows", type=int, default=CUSTOMERS)
    print(as_table(measure(parser.parse_args().rows)))


if __name__ == "__main__":
    main()
