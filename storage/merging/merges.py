"""Merges as stored, and the customers that take part in them (F14, F18)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Table, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.customers.account import Account
from crm.leads.lead import CLOSED, Lead
from crm.merging.merge import DONE, Merge, Side, united
from crm.people import User
from crm.rights.reach import Act
from storage.rights.policy import owned_by_visible
from storage.tables import approvals, contracts, customers, drafts, notes
from storage.tables.merges import merge as table

account, lead, contact = customers.account.c, customers.lead.c, customers.contact.c
CHAIN = 20  # a master can itself be merged later; nobody merges deeper


class MergeTable:
    """Fits `crm.ports.merging.Merges`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, merge: Merge) -> None:
        """Store a proposal."""
        self._session.add(merge)
        await self._session.flush()

    async def get(self, merge_id: str) -> Merge | None:
        """Return the merge, locked until the transaction ends."""
        query = select(Merge).where(table.c.id == merge_id).with_for_update()
        return (await self._session.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()

    async def newest_done(self, masters: Collection[str]) -> Merge | None:
        """Return the last merge into one of these masters that still stands."""
        query = select(Merge).where(table.c.state == DONE, table.c.master.in_(masters))
        return (
            await self._session.execute(query.order_by(table.c.done_at.desc(), table.c.id.desc()).limit(1))
        ).scalar_one_or_none()

    async def newest_of(self, person: str) -> Merge | None:
        """Return the last merge this person carried out that still stands."""
        query = select(Merge).where(table.c.state == DONE, table.c.person == person)
        return (
            await self._session.execute(query.order_by(table.c.done_at.desc(), table.c.id.desc()).limit(1))
        ).scalar_one_or_none()

    async def named(self, person: User, words: str, exact: bool, most: int) -> list[str]:
        """Return the customers called so that this person may merge, as keys; merged ones are not among them."""
        may = owned_by_visible(person, account.owner, Act.MERGE)
        name, low = func.lower(account.name), words.lower()
        raw = account.raw_names.cast(String).contains(f'"{words}"', autoescape=True)
        fits = or_(name == low, raw) if exact else name.contains(low, autoescape=True)
        query = select(account.id).where(fits, may, account.master.is_(None)).order_by(account.created_at, account.id)
        found = [f"account:{key}" for key in (await self._session.execute(query.limit(most))).scalars()]
        called = or_(lead.company == words, lead.contact == words)
        bare = and_(lead.account_id.is_(None), lead.master.is_(None), lead.status != CLOSED)
        query = select(lead.id).where(bare, called, owned_by_visible(person, lead.owner, Act.MERGE))
        rows = await self._session.execute(query.order_by(lead.created_at, lead.id).limit(most))
        return [*found, *(f"lead:{key}" for key in rows.scalars())][:most]

    async def roots(self, keys: Iterable[str]) -> list[str]:
        """Return the customers that these leads, accounts and contacts belong to now, each once, in order."""
        return list(dict.fromkeys([root for key in keys if (root := await self._root(key))]))

    async def sides(self, keys: Sequence[str], lock: bool = False) -> list[Side]:
        """Return the customers as they are now; those that are merged or gone are left out.

        With `lock` their rows stay as they are until the transaction ends.
        """
        ids = {kind: sorted(k.partition(":")[2] for k in keys if k.startswith(kind)) for kind in ("account", "lead")}
        query = select(Account).where(account.id.in_(ids["account"]), account.master.is_(None)).order_by(account.id)
        accounts = await self._all(query, lock)
        own = or_(lead.account_id.in_(ids["account"]), and_(lead.id.in_(ids["lead"]), lead.account_id.is_(None)))
        leads = await self._all(select(Lead).where(own, lead.master.is_(None)).order_by(lead.id), lock)
        known = {f"account:{one.id}": one for one in accounts}
        found = []
        for key in dict.fromkeys(keys):
            mine = tuple(one for one in leads if key in (f"account:{one.account_id}", f"lead:{one.id}"))
            if key in known or (mine and key.startswith("lead:")):
                found.append(Side(key, known.get(key), mine))
        return found

    async def counts(self, sides: Sequence[Side]) -> dict[str, int]:
        """Return how much of each kind these customers have together."""
        leads = [one.id for side in sides for one in side.leads]
        accounts = [side.account.id for side in sides if side.account is not None]
        named = [names_and_owners(side) for side in sides]
        return {
            "lead": len(leads),
            "contact": await self._count(customers.contact, contact.account_id.in_(accounts)),
            "follow_up": await self._count(notes.follow_up, notes.follow_up.c.lead_id.in_(leads)),
            "todo": await self._count(drafts.todo, drafts.todo.c.lead_id.in_(leads)),
            "note": await self._count(notes.note, notes.note.c.lead_id.in_(leads)),
            "contract": await self._count(contracts.contract, called(contracts.contract, "owner", named)),
            "approval": await self._count(approvals.approval, called(approvals.approval, "requester", named)),
        }

    async def _root(self, key: str) -> str:
        kind, _, record_id = key.partition(":")
        if kind == "contact":
            query = select(contact.account_id).where(contact.id == record_id)
            return await self._root(f"account:{(await self._session.execute(query)).scalar_one_or_none()}")
        column, owner = (account, account.master) if kind == "account" else (lead, lead.master)
        for _ in range(CHAIN):
            rows = await self._session.execute(select(column.id, owner).where(column.id == record_id))
            row = rows.one_or_none()
            if row is None or row[1] is None:
                break
            record_id = row[1]
        if row is None:
            return ""
        if kind == "account":
            return f"account:{record_id}"
        rows = await self._session.execute(select(lead.account_id, lead.status).where(lead.id == record_id))
        found = rows.one()
        if found.account_id is not None:
            return await self._root(f"account:{found.account_id}")
        return "" if found.status == CLOSED else f"lead:{record_id}"

    async def _all(self, query: Select[Any], lock: bool) -> list[Any]:
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        return list((await self._session.execute(query)).scalars())

    async def _count(self, of: Table, condition: ColumnElement[bool]) -> int:
        return (await self._session.execute(select(func.count()).select_from(of).where(condition))).scalar_one()


def names_and_owners(side: Side) -> tuple[list[str], list[str]]:
    """Return every name a customer goes by and whose it is."""
    names = united([side.name], [side.account.raw_names if side.account else [], [one.company for one in side.leads]])
    return [name for name in names if name], united([side.owner], [[one.owner for one in side.leads]])


def called(of: Table, owner: str, named: Sequence[tuple[list[str], list[str]]]) -> ColumnElement[bool]:
    """Return the condition for records that name one of these customers and are one of its owners'."""
    return or_(*(and_(of.c.customer.in_(names), of.c[owner].in_(owners)) for names, owners in named))
