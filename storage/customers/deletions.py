"""Deleted customers: their rows leave the tables, so that no query can show them, and come back as they were."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import class_mapper

from crm.customers.account import Account, Contact
from crm.leads.draft import Draft, Todo
from crm.leads.lead import Lead
from crm.notes.follow_up import FollowUp
from crm.people import User
from crm.rights.deletion import Deletion
from crm.rights.reach import Act
from storage.rights.policy import owned_by_visible
from storage.tables import customers as customer_tables
from storage.tables import drafts, notes
from storage.tables.audit import deleted_row
from storage.tables.audit import deletion as table
from storage.tables.metadata import Moment

KINDS: dict[str, type] = {
    "account": Account,
    "contact": Contact,
    "lead": Lead,
    "draft": Draft,
    "todo": Todo,
    "follow_up": FollowUp,
}
STEP = 300


class DeletionTable:
    """Fits `crm.ports.rights.Deletions`. A customer is named by its owner and its company's name."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def customers(self, person: User, words: str, exact: bool, most: int) -> list[tuple[str, str]]:
        """Return owner and name of the customers of that name which this person may delete."""
        found: dict[tuple[str, str], None] = {}
        for name, owner in (
            (customer_tables.lead.c.company, customer_tables.lead.c.owner),
            (customer_tables.account.c.name, customer_tables.account.c.owner),
        ):
            fits = name == words if exact else name.contains(words, autoescape=True)
            query = select(owner, name).distinct().where(fits, owned_by_visible(person, owner, Act.DELETE))
            rows = await self._session.execute(query.order_by(name, owner).limit(most))
            found.update({(row[0], row[1]): None for row in rows})
        return sorted(found)[:most]

    async def delete(self, deletion: Deletion, person: User, keys: Sequence[tuple[str, str]]) -> int:
        """Take these customers away with all that belongs to them and return how many rows that were."""
        gone = []
        for at in range(0, len(keys), STEP):
            gone += await self._belonging(person, keys[at : at + STEP])
        if not gone:
            return 0
        deletion.rows = len(gone)
        self._session.add(deletion)
        await self._session.execute(deleted_row.insert(), [_shelved(deletion.id, *one) for one in gone])
        for _, record in gone:
            await self._session.delete(record)
        await self._session.flush()
        return len(gone)

    async def newest(self, person: User, words: str) -> Deletion | None:
        """Return the last deletion this person may undo, of a customer of that name if one is said."""
        query = select(Deletion).where(self._mine(person), table.c.restored_at.is_(None))
        if words:
            query = query.where(table.c.name.contains(words, autoescape=True))
        query = query.order_by(table.c.at.desc(), table.c.id.desc()).limit(1)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def one(self, person: User, deletion_id: str) -> Deletion | None:
        """Return a deletion this person may undo, locked until the transaction ends."""
        query = select(Deletion).where(self._mine(person), table.c.id == deletion_id).with_for_update()
        return (await self._session.execute(query)).scalar_one_or_none()

    async def restore(self, deletion: Deletion, by: str, now: datetime) -> int:
        """Bring everything back as it was and return how many rows; a second time brings back nothing."""
        if deletion.restored_at is not None:
            return 0
        query = select(deleted_row.c.kind, deleted_row.c.row).where(deleted_row.c.deletion_id == deletion.id)
        rows = (await self._session.execute(query)).all()
        self._session.add_all(_brought_back(KINDS[row.kind], row.row) for row in rows)
        deletion.restored_at, deletion.restored_by = now, by
        await self._session.execute(delete(deleted_row).where(deleted_row.c.deletion_id == deletion.id))
        await self._session.flush()
        return len(rows)

    def _mine(self, person: User) -> Any:
        return and_(
            owned_by_visible(person, table.c.person, Act.RESTORE),
            owned_by_visible(person, table.c.owner, Act.RESTORE) | (table.c.person == person.id),
        )

    async def _belonging(self, person: User, keys: Sequence[tuple[str, str]]) -> list[tuple[str, Any]]:
        leads = await self._all(
            Lead, _keyed(customer_tables.lead.c.owner, customer_tables.lead.c.company, keys, person)
        )
        accounts = await self._all(
            Account, _keyed(customer_tables.account.c.owner, customer_tables.account.c.name, keys, person)
        )
        lead_ids, account_ids = [lead.id for lead in leads], [account.id for account in accounts]
        found = [("lead", one) for one in leads] + [("account", one) for one in accounts]
        found += [
            ("contact", one) for one in await self._all(Contact, customer_tables.contact.c.account_id.in_(account_ids))
        ]
        for kind, cls, column in (
            ("draft", Draft, drafts.draft.c.lead_id),
            ("todo", Todo, drafts.todo.c.lead_id),
            ("follow_up", FollowUp, notes.follow_up.c.lead_id),
        ):
            found += [(kind, one) for one in await self._all(cls, column.in_(lead_ids))]
        return found

    async def _all(self, cls: type, condition: Any) -> list[Any]:
        return list((await self._session.execute(select(cls).where(condition))).scalars())


def _keyed(owner: Any, name: Any, keys: Sequence[tuple[str, str]], person: User) -> Any:
    """Return the condition for these customers, as far as this person may delete them now."""
    wanted = or_(*(and_(owner == key[0], name == key[1]) for key in keys))
    return and_(wanted, owned_by_visible(person, owner, Act.DELETE))


def _shelved(deletion_id: str, kind: str, record: Any) -> dict[str, Any]:
    values = {column.key: getattr(record, column.key) for column in class_mapper(type(record)).column_attrs}
    row = json.dumps(values, ensure_ascii=False, default=datetime.isoformat)
    owner = getattr(record, "owner", "")
    return {"deletion_id": deletion_id, "kind": kind, "record_id": record.id, "owner": owner, "row": row}


def _brought_back(cls: type, row: str) -> Any:
    values = json.loads(row)
    for name, column in class_mapper(cls).columns.items():
        if isinstance(column.type, Moment) and values.get(name) is not None:
            values[name] = datetime.fromisoformat(values[name])
    return cls(**values)
