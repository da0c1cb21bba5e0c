"""The policy adds no query a row: a list costs one, however long it is and whosever it is."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from crm.leads.lead import Lead
from crm.people import User
from storage.collections.reading import read_collection
from storage.database import Database
from storage.mapping import map_records
from storage.records import SessionRecords
from tests.rights.talking import NOW


@pytest.mark.parametrize("rows", [2, 120])
async def test_a_list_costs_the_same_whatever_its_length(database: Database, rows: int) -> None:
    map_records()
    people = {
        "rep": User("rep", "张伟", "sales", "华东组"),
        "boss": User("boss", "王芳", "supervisor", "华东组"),
        "admin": User("admin", "钱宇", "admin"),
        "director": User("director", "赵磊", "director"),
    }
    async with database.begin() as session:
        await SessionRecords(session).people.replace(list(people.values()), [])
        session.add_all([Lead(f"l{n:03}", f"客户{n}", "王磊", "138", "rep", NOW, NOW) for n in range(rows)])
    people = {name: User(one.id, one.name, one.role, one.team) for name, one in people.items()}
    asked: list[str] = []
    for name, queries, seen in (("rep", 1, rows), ("boss", 1, rows), ("admin", 1, rows), ("director", 1, 0)):
        async with database.read() as session:
            connection = (await session.connection()).sync_connection
            assert connection is not None
            asked.clear()
            event.listen(connection, "before_cursor_execute", lambda *args: asked.append(args[2]))
            assert len(await read_collection(session, "leads", people[name], {})) == seen
        assert len(asked) == queries, asked
