"""The team beside a lead is always its owner's, whoever wrote either: the row filter relies on it (F94)."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from crm.leads.lead import Lead
from crm.people import User
from storage.collections.reading import read_collection
from storage.database import Database
from storage.mapping import map_records
from storage.records import SessionRecords
from storage.rights.policy import owned_by_visible
from storage.tables import customers
from storage.tables import people as person_tables
from tests.rights.talking import NOW

user, lead = person_tables.user, customers.lead


def boss(team: str = "华东组") -> User:
    return User("boss", "王芳", "supervisor", team)


async def strays(database: Database) -> list[tuple[str, str]]:
    """Return leads whose team is not their owner's, with that team."""
    theirs = select(user.c.team).where(user.c.id == lead.c.owner).scalar_subquery()
    query = select(lead.c.id, lead.c.owner_team).where(lead.c.owner_team != func.coalesce(theirs, ""))
    async with database.read() as session:
        return [(row[0], row[1]) for row in await session.execute(query)]


async def seen(database: Database, team: str = "华东组") -> set[str]:
    async with database.read() as session:
        return {row["id"] for row in await read_collection(session, "leads", boss(team), {})}


async def test_whatever_moves_people_and_leads(database: Database) -> None:
    map_records()
    dice = random.Random(7)
    people, leads, teams = [f"p{n}" for n in range(6)], [f"l{n}" for n in range(12)], ["华东组", "华南组", ""]
    row = {"company": "安克", "contact": "", "phone": "", "stage": "", "status": "", "channel": "", "tags": []}
    for _ in range(60):
        who, which, team = dice.choice(people), dice.choice(leads), dice.choice(teams)
        acts = [
            insert(user).values(id=who, name=who, role="sales", team=team, industries=[], active=True),
            update(user).where(user.c.id == who).values(team=team),
            delete(user).where(user.c.id == who),
            insert(lead).values(id=which, owner=who, created_at=NOW, updated_at=NOW, **row),
            update(lead).where(lead.c.id.in_(dice.sample(leads, 3))).values(owner=dice.choice([who, ""])),
            delete(lead).where(lead.c.id == which),
        ]
        with suppress(IntegrityError):  # who is there already
            async with database.begin() as session:
                await session.execute(dice.choice(acts))
        assert await strays(database) == []


async def test_a_team_that_moves_sees_its_customers_in_the_same_transaction(database: Database) -> None:
    map_records()
    async with database.begin() as session:
        records = SessionRecords(session)
        await records.people.replace([User("rep", "张伟", "sales", "华南组"), boss()], [])
        for number in range(3):
            await records.leads.add(Lead(f"l{number}", "安克创新", "王磊", "138", "rep" if number else "", NOW, NOW))
    assert await seen(database) == set()
    async with database.begin() as session:
        await SessionRecords(session).people.replace([User("rep", "张伟", "sales", "华东组"), boss()], [])
        query = select(lead.c.id).where(owned_by_visible(boss(), lead.c.owner))
        assert set((await session.execute(query)).scalars()) == {"l1", "l2"}
    assert await seen(database) == {"l1", "l2"}
    assert await seen(database, "") == set()


async def write_lead(session: AsyncSession) -> None:
    await SessionRecords(session).leads.add(Lead("l1", "安克创新", "王磊", "138", "rep", NOW, NOW))


async def change_team(session: AsyncSession) -> None:
    await session.execute(update(user).where(user.c.id == "rep").values(team="华东组"))


Act = Callable[[AsyncSession], Awaitable[None]]


@pytest.mark.parametrize(("first", "second"), [(write_lead, change_team), (change_team, write_lead)])
async def test_a_lead_that_is_written_while_its_owner_changes_teams(
    database: Database, first: Act, second: Act
) -> None:
    map_records()
    async with database.begin() as session:
        await SessionRecords(session).people.replace([User("rep", "张伟", "sales", "华南组"), boss()], [])

    async def beside() -> None:
        async with database.begin() as session:
            await second(session)

    async with database.begin() as session:
        await first(session)
        other = asyncio.create_task(beside())
        await until_it_waits(database)
    await other
    assert await strays(database) == []
    assert await seen(database) == {"l1"}


async def until_it_waits(database: Database) -> None:
    """Return when the other transaction stands before the lock; on SQLite it could not even begin."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = 7265119")
    while database.dialect == "postgresql":
        async with database.read() as session:
            if (await session.execute(waiting)).scalar_one():
                return
