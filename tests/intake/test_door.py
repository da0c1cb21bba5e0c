"""F15: what is said of a known customer, and who is found by phone and mail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crm.customers.account import Account, Contact
from crm.customers.door import KnownCustomer, known_text
from crm.leads.lead import CLOSED, Lead
from crm.people import User
from storage.database import Database
from storage.intake.door import DoorTable
from storage.mapping import map_records
from storage.migrate import upgrade

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ZHANG, LI = User("zhangwei", "张伟", "sales"), User("lina", "李娜", "sales")
BOSS = User("zhaolei", "赵磊", "director")


def lead(key: str, phone: str, owner: str = "zhangwei", minutes: int = 0, **more: str) -> Lead:
    made = NOW + timedelta(minutes=minutes)
    return Lead(key, "Anker Inc.", "王磊", phone, owner, made, made, title="采购总监", **more)


@pytest.fixture
async def database(tmp_path: Path):
    map_records()
    database = Database(f"sqlite:///{tmp_path}/door.sqlite3")
    await upgrade(database)
    yield database
    await database.close()


async def test_the_sentence_is_exact_and_keeps_what_may_not_be_known() -> None:
    known = KnownCustomer("Anker Inc.", "王磊", "采购总监", "zhangwei", "l1", "a1")
    assert known_text(known) == "检测到已有客户：Anker Inc.（采购总监王磊）"
    assert known_text(KnownCustomer("Anker", "", "", "x", "l1", None)) == "检测到已有客户：Anker"
    assert (
        known_text(KnownCustomer("Anker", "王磊", "", "x", "l1", None, mine=False, telling=False)) == "检测到已有客户"
    )


async def test_own_before_others_phone_before_mail_and_never_a_closed_one(database: Database) -> None:
    async with database.begin() as session:
        session.add_all(
            [
                lead("other", "+86 138-1234-5678", "lina"),
                lead("mine", "(138)12345678", minutes=5),
                lead("closed", "13900001111", status=CLOSED),
                lead("mail", "138****1234", email="Wang@Anker.com"),
            ]
        )
    async with database.read() as session:
        door = DoorTable(session)
        assert (await door.known(ZHANG, "13812345678", "wang@anker.com")).lead_id == "mine"
        assert (await door.known(LI, "138 1234 5678", "")).lead_id == "other"
        assert (await door.known(ZHANG, "", "WANG@anker.com")).lead_id == "mail"
        assert await door.known(ZHANG, "13900001111", "") is None
        assert await door.known(ZHANG, "138****1234", "") is None
        assert (await door.known(ZHANG, "13812345678", "", ["mine"])).lead_id == "other"
        told = await door.known(BOSS, "13812345678", "")
        assert (told.mine, told.telling) == (False, False)


async def test_a_changed_phone_changes_its_key(database: Database) -> None:
    async with database.begin() as session:
        session.add(lead("l1", "13812345678"))
    async with database.begin() as session:
        found = await session.get(Lead, "l1")
        found.phone = "139 0000 1111"
    async with database.read() as session:
        assert await DoorTable(session).known(ZHANG, "13812345678", "") is None
        assert (await DoorTable(session).known(ZHANG, "13900001111", "")).lead_id == "l1"


async def test_a_contact_without_a_lead_is_known_by_its_account(database: Database) -> None:
    async with database.begin() as session:
        session.add(Account("a1", "安克创新", "zhangwei", NOW, NOW))
        session.add(Contact("c1", "a1", "王磊", "zhangwei", NOW, phone="13812345678"))
    async with database.read() as session:
        known = await DoorTable(session).known(LI, "13812345678", "")
    assert (known.company, known.lead_id, known.account_id, known.mine) == ("安克创新", None, "a1", False)


async def test_the_contact_of_an_undone_lead_does_not_stop_its_next_registration(database: Database) -> None:
    async with database.begin() as session:
        session.add(Account("a1", "安克创新", "zhangwei", NOW, NOW))
        session.add(Contact("c1", "a1", "王磊", "zhangwei", NOW, phone="13812345678"))
        session.add(lead("l1", "13812345678", status=CLOSED, account_id="a1"))
    async with database.read() as session:
        assert await DoorTable(session).known(ZHANG, "13812345678", "") is None


async def test_each_person_sees_as_far_as_they_reach_though_the_query_is_shared(database: Database) -> None:
    def chief(key: str, team: str) -> User:
        return User(key, "陈经理", "supervisor", team)

    async with database.begin() as session:
        session.add(User("wu", "吴敏", "sales", "east"))
        session.add(lead("l1", "13812345678", "wu"))
    asked = [chief("c1", "east"), chief("c2", "west"), chief("c3", ""), chief("c4", "east"), ZHANG]
    async with database.read() as session:
        door = DoorTable(session)
        found = [await door.known(person, "13812345678", "") for person in asked]
    assert [known.mine for known in found] == [True, False, False, True, False]
