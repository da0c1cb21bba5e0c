"""What an import made, in bulk: accounts by name before it, and what an undoing may take away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.customers.account import Account, Contact
from crm.leads.lead import Lead
from crm.notes.follow_up import FollowUp
from storage.tables import customers, notes


class ImportLeads:
    """Fits `crm.ports.imports.ImportLeads`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def accounts(self, names: Sequence[str]) -> dict[tuple[str, str], str]:
        """Return name and owner → account."""
        account = customers.account.c
        query = select(account.name, account.owner, account.id).where(account.name.in_(names))
        found: dict[tuple[str, str], str] = {}
        if names:
            for row in await self._session.execute(query.order_by(account.created_at)):
                found.setdefault((row[0], row[1]), row[2])
        return found

    async def leads(self, ids: Sequence[str]) -> dict[str, Lead]:
        """Return leads by id."""
        if not ids:
            return {}
        found = await self._session.execute(select(Lead).where(customers.lead.c.id.in_(ids)))
        return {lead.id: lead for lead in found.scalars()}

    async def add_all(self, records: Sequence[Lead | Account | Contact | FollowUp]) -> None:
        """Store new records."""
        self._session.add_all(records)
        await self._session.flush()

    async def others(self, leads: Sequence[str], own_notes: Sequence[str]) -> dict[str, int]:
        """Return lead → follow-ups of it that are not among these."""
        note = notes.follow_up.c
        query = select(note.lead_id, func.count()).where(note.lead_id.in_(leads), note.id.not_in(own_notes))
        if not leads:
            return {}
        return {row[0]: row[1] for row in await self._session.execute(query.group_by(note.lead_id))}

    async def remove(self, kind: str, ids: Sequence[str]) -> None:
        """Take records away, one by one, so that each leaves its audit row."""
        cls, table = _KINDS[kind]
        if ids:
            query: Any = select(cls).where(table.c.id.in_(ids))
            for record in (await self._session.execute(query)).scalars():
                await self._session.delete(record)
            await self._session.flush()

    async def in_use(self, accounts: Sequence[str]) -> set[str]:
        """Return which accounts still have a lead or a contact."""
        if not accounts:
            return set()
        found: set[str] = set()
        for column in (customers.lead.c.account_id, customers.contact.c.account_id):
            query = select(column).where(column.in_(accounts)).distinct()
            found.update((await self._session.execute(query)).scalars())
        return found


_KINDS: dict[str, tuple[type, Any]] = {
    "lead": (Lead, customers.lead),
    "account": (Account, customers.account),
    "contact": (Contact, customers.contact),
    "note": (FollowUp, notes.follow_up),
}
