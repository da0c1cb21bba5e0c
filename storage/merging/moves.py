"""What a merge moves to the master and a split gives back, in the caller's transaction (F14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.customers.account import Account, Contact
from crm.customers.contract import Contract
from crm.leads.draft import Todo
from crm.leads.lead import Lead
from crm.merging.merge import Side
from crm.notes.follow_up import FollowUp, Note
from crm.phone import mail_key, phone_key
from storage.merging.marks import Marks, give_marks_back, take_marks
from storage.merging.merges import names_and_owners
from storage.tables import contracts, customers, drafts, notes

OF_LEAD = ("follow_up", "todo", "note")
KINDS: Mapping[str, tuple[type[Any], Table, str]] = {
    "lead": (Lead, customers.lead, "account_id"),
    "contact": (Contact, customers.contact, "account_id"),
    "contract": (Contract, contracts.contract, "customer"),
    "follow_up": (FollowUp, notes.follow_up, "lead_id"),
    "todo": (Todo, drafts.todo, "lead_id"),
    "note": (Note, notes.note, "lead_id"),
}
WRITTEN = {"follow_up": "at", "todo": "created_at", "note": "created_at", "contact": "created_at"}
BATCH = 500
Moved = dict[str, dict[str, str]]


class MergeMoves:
    """Fits `crm.ports.merging.MergeMoves`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def gather(self, master: Side, others: Sequence[Side]) -> Moved:
        """Put all children of the others under the master and return where each of them was: kind → id → place."""
        assert master.account is not None
        moved: Moved = {}
        for side in others:
            if side.account is not None:
                for kind in ("lead", "contact"):
                    here = KINDS[kind][1].c.account_id == side.account.id
                    await self._move(moved, kind, here, master.account.id)
            for lead in side.leads:
                if lead.account_id is None:
                    moved.setdefault("lead", {})[lead.id] = ""
                    lead.account_id = master.account.id
                for kind in OF_LEAD if master.top is not None else ():
                    assert master.top is not None
                    await self._move(moved, kind, KINDS[kind][1].c.lead_id == lead.id, master.top.id)
            await self._move(moved, "contract", await self._contracts(side, master), master.name)
        await self._session.flush()
        return moved

    async def put_back(self, moved: Mapping[str, Mapping[str, str]], account: str, lead: str, name: str) -> int:
        """Give back what is still where the merge put it, as it is now, and return how many records that were."""
        count = 0
        for kind, places in moved.items():
            cls, table, key = KINDS[kind]
            here = {"account_id": account, "lead_id": lead, "customer": name}[key]
            ids = sorted(places)
            for at in range(0, len(ids), BATCH):
                query = select(cls).where(table.c.id.in_(ids[at : at + BATCH]), table.c[key] == here)
                for record in (await self._session.execute(query.with_for_update())).scalars():
                    setattr(record, key, places[record.id] or None)
                    count += 1
        await self._session.flush()
        return count

    async def written_since(
        self, account: str, lead: str, since: datetime, without: Mapping[str, Mapping[str, str]]
    ) -> list[tuple[str, Any]]:
        """Return the records put under the master from then on, which the merge did not move, with their kind."""
        found = []
        for kind, moment in WRITTEN.items():
            cls, table, key = KINDS[kind]
            here = account if key == "account_id" else lead
            query = select(cls).where(table.c[key] == here, table.c[moment] >= since)
            rows = (await self._session.execute(query.with_for_update())).scalars()
            found += [(kind, record) for record in rows if record.id not in without.get(kind, {})]
        return found

    async def reach(self, account: str) -> set[str]:
        """Return every number, address and WeChat id the account's people have, as keys."""
        rows = (await self._session.execute(select(Contact).where(customers.contact.c.account_id == account))).scalars()
        return {key for person in rows for key in keys_of(person)}

    async def contacts(self, ids: Sequence[str]) -> list[Contact]:
        """Return these contacts."""
        return list((await self._session.execute(select(Contact).where(customers.contact.c.id.in_(ids)))).scalars())

    async def remove(self, record: Contact) -> None:
        """Take a contact away that a merge had made."""
        await self._session.delete(record)

    async def leads(self, ids: Sequence[str]) -> list[Lead]:
        """Return these leads, locked until the transaction ends."""
        query = select(Lead).where(customers.lead.c.id.in_(ids)).order_by(customers.lead.c.id)
        return list((await self._session.execute(query.with_for_update())).scalars())

    async def accounts(self, ids: Sequence[str]) -> list[Account]:
        """Return these accounts, locked until the transaction ends."""
        query = select(Account).where(customers.account.c.id.in_(ids)).order_by(customers.account.c.id)
        return list((await self._session.execute(query.with_for_update())).scalars())

    async def take_marks(self, leads: Sequence[str], top: str) -> Marks:
        """Put mutes and looks under the master and return what they were."""
        return await take_marks(self._session, leads, top)

    async def give_marks_back(self, marks: Mapping[str, Mapping[str, str]], top: str, since: datetime) -> None:
        """Give mutes and looks back."""
        await give_marks_back(self._session, marks, top, since)

    async def _move(self, moved: Moved, kind: str, condition: ColumnElement[bool], to: str) -> None:
        cls, _, key = KINDS[kind]
        for record in (await self._session.execute(select(cls).where(condition).with_for_update())).scalars():
            moved.setdefault(kind, {})[record.id] = getattr(record, key)
            setattr(record, key, to)

    async def _contracts(self, side: Side, master: Side) -> ColumnElement[bool]:
        """Return the condition for the side's contracts; a name that another customer of that owner bears is left."""
        names, owners = names_and_owners(side)
        mine = [one.account.id for one in (side, master) if one.account is not None]
        account, contract = customers.account.c, contracts.contract.c
        other = and_(account.owner.in_(owners), account.id.not_in(mine), account.master.is_(None))
        shared = (await self._session.execute(select(account.name).where(account.name.in_(names), other))).scalars()
        wanted = set(names) - set(shared) - {master.name}
        return and_(contract.customer.in_(wanted), contract.owner.in_(owners))


def keys_of(person: Lead | Contact) -> set[str]:
    """Return by what a person is reached, as keys that compare."""
    found = (phone_key(person.phone) or person.phone, mail_key(person.email) or person.email, person.wechat)
    return {key for key in found if key}
