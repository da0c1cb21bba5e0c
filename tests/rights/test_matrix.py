"""The whole table of F94, generated: every role, whose record, every act, every surface, on both databases."""

from __future__ import annotations

from itertools import product

import pytest
import pytest_asyncio

from app.pages.leads import lead_shown
from crm.leads.lead import Lead
from crm.notes.follow_up import FollowUp
from crm.people import Role, User
from crm.rights.reach import Act
from handlers.customers.lookup import look_up
from handlers.rights.collision import tell_collision
from handlers.rights.deletion import delete_by_word
from handlers.rights.export import export_by_word
from nlp.reading import Reading
from storage.collections.reading import read_collection
from storage.database import Database
from storage.mapping import map_records
from storage.records import SessionRecords
from tests.rights.talking import NOW, talk_of

OWN, MATE, OTHER, GONE = "own", "mate", "other", "gone"
RELATIONS = (OWN, MATE, OTHER, GONE)

SEES: dict[Role, tuple[str, ...]] = {
    Role.SALES: (OWN,),
    Role.SUPERVISOR: (OWN, MATE, GONE),
    Role.ADMIN: RELATIONS,
}
"""Sales their own, supervisors the team's (the departed too), the director no single one: the rule, written twice."""
EXPORTS: dict[Role, tuple[str, ...]] = {Role.SUPERVISOR: (OWN, MATE, GONE), Role.ADMIN: RELATIONS}
COLLIDES = (Role.SALES, Role.SUPERVISOR)


def name(relation: str) -> str:
    return {OWN: "甲方自己公司", MATE: "乙方同组公司", OTHER: "丙方外组公司", GONE: "丁方离职公司"}[relation]


@pytest_asyncio.fixture
async def scene(database: Database) -> Database:
    """One person of each role, a mate, a stranger and a departed mate, each with one customer."""
    map_records()
    states = product(Role, ("on", "off"))
    people = [User(f"{role}-{state}", role, role, "华东组", active=state == "on") for role, state in states]
    owners = {MATE: User("mate", "mate", "sales", "华东组"), OTHER: User("other", "other", "sales", "华南组")}
    owners[GONE] = User("gone", "gone", "sales", "华东组", active=False)
    async with database.begin() as session:
        records = SessionRecords(session)
        await records.people.replace([*people, *owners.values()], [])
        for relation, owner in owners.items():
            await records.leads.add(lead(relation, owner.id))
            await records.drafts.add(FollowUp(f"n-{relation}", owner.id, "谈过", NOW, f"l-{relation}"))
        for person in people:
            await records.leads.add(lead(OWN, person.id))
            await records.drafts.add(FollowUp(f"n-{person.id}", person.id, "谈过", NOW, f"l-{person.id}"))
    return database


def lead(relation: str, owner: str) -> Lead:
    own_id = f"l-{owner if relation == OWN else relation}"
    return Lead(own_id, f"{name(relation)}{owner if relation == OWN else ''}", "王磊", "13800001234", owner, NOW, NOW)


def key(person: User, relation: str) -> str:
    return person.id if relation == OWN else relation


def words(person: User, relation: str) -> str:
    return f"{name(relation)}{person.id if relation == OWN else ''}"


ROLES = [(role, active) for role, active in product(Role, (True, False))]


@pytest.mark.parametrize(("role", "active"), ROLES, ids=lambda value: str(value))
async def test_the_whole_table(scene: Database, role: Role, active: bool) -> None:
    person = User(f"{role}-{'on' if active else 'off'}", role, role, "华东组", active=active)
    for relation in RELATIONS:
        sees = active and relation in SEES.get(role, ())
        exports = active and relation in EXPORTS.get(role, ())
        where = f"{role} {active} {relation}"
        assert await in_list(scene, person, relation) is sees, where
        assert await in_search(scene, person, relation) is sees, where
        assert await in_detail(scene, person, relation, Act.SEE) is sees, where
        assert await in_detail(scene, person, relation, Act.EDIT) is sees, where
        assert await in_detail(scene, person, relation, Act.DELETE) is sees, where
        assert await in_follow_ups(scene, person, relation) is sees, where
        assert await on_a_page(scene, person, relation) is sees, where
        assert await by_chat(scene, person, relation) is sees, where
        assert await delete_asks_for_a_code(scene, person, relation) is sees, where
        assert await in_the_export(scene, person, relation) is exports, where
        may_know = active and role in COLLIDES and not sees
        assert await masked(scene, person, relation) is may_know, where


async def in_list(scene: Database, person: User, relation: str) -> bool:
    async with scene.read() as session:
        rows = await read_collection(session, "leads", person, {})
    return f"l-{key(person, relation)}" in {row["id"] for row in rows}


async def in_search(scene: Database, person: User, relation: str) -> bool:
    async with scene.read() as session:
        rows = await read_collection(session, "leads", person, {"company": words(person, relation)})
    return bool(rows)


async def in_follow_ups(scene: Database, person: User, relation: str) -> bool:
    async with scene.read() as session:
        rows = await read_collection(session, "follow_ups", person, {"lead": f"l-{key(person, relation)}"})
    return bool(rows)


async def in_detail(scene: Database, person: User, relation: str, act: Act) -> bool:
    async with scene.read() as session:
        return await SessionRecords(session).rights.one(person, f"l-{key(person, relation)}", act) is not None


async def on_a_page(scene: Database, person: User, relation: str) -> bool:
    async with scene.read() as session:
        rows = await read_collection(session, "leads", person, {"id": f"l-{key(person, relation)}"})
    return any(lead_shown(row, (), {}).id == f"l-{key(person, relation)}" for row in rows)


async def by_chat(scene: Database, person: User, relation: str) -> bool:
    async with scene.sessions() as session:
        talk, mouth = talk_of(session, person)
        await look_up(talk, Reading(slots={"customer": words(person, relation)}), "查")
        await session.rollback()
    return any("13800001234" in str(card) for card in mouth.cards)


async def masked(scene: Database, person: User, relation: str) -> bool:
    async with scene.sessions() as session:
        talk, mouth = talk_of(session, person)
        told = await tell_collision(talk, words(person, relation))
        await session.rollback()
    assert "13800001234" not in str(mouth.cards)
    return told and any("138****1234" in str(card) for card in mouth.cards)


async def delete_asks_for_a_code(scene: Database, person: User, relation: str) -> bool:
    async with scene.sessions() as session:
        talk, mouth = talk_of(session, person)
        await delete_by_word(talk, words(person, relation))
        await session.rollback()
    return any(card.title == "需要验证" for card in mouth.cards)


async def in_the_export(scene: Database, person: User, relation: str) -> bool:
    async with scene.sessions() as session:
        talk, mouth = talk_of(session, person)
        await export_by_word(talk, "")
        await session.rollback()
    return any(words(person, relation) in file.decode() for file in mouth.files)
