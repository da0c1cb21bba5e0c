"""The dictionary of standard names (F16), and the customers that bear an alias."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.customers.account import Account
from crm.leads.lead import Lead
from storage.statements import insert
from storage.tables import customers
from storage.tables.merges import company_alias

table = company_alias.c


class NameTable:
    """Fits `crm.ports.merging.Names`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def standard(self, keys: Sequence[str]) -> str:
        """Return the standard name of the first of these keys that the dictionary has, or an empty text."""
        query = select(table.key, table.standard).where(table.key.in_(keys))
        found: dict[str, str] = {row.key: row.standard for row in await self._session.execute(query)}
        return next((found[key] for key in keys if key in found), "")

    async def put(self, key: str, alias: str, standard: str, source: str, person: str, now: datetime) -> None:
        """Keep an alias; a newer table replaces what an older one said."""
        values = {"alias": alias, "standard": standard, "source": source[:128], "person": person, "at": now}
        statement = insert(self._session, company_alias).values(key=key, **values)
        await self._session.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))

    async def bearers(self, aliases: Mapping[str, str], most: int) -> list[Account | Lead]:
        """Return accounts and leads that are called by one of these aliases (in small letters)."""
        account, lead, found = customers.account.c, customers.lead.c, list[Account | Lead]()
        names = sorted(aliases)
        for at in range(0, len(names), 300):
            some = names[at : at + 300]
            accounts = select(Account).where(or_(func.lower(account.name).in_(some), account.name.in_(some)))
            found += (await self._session.execute(accounts.limit(most))).scalars()
            leads = select(Lead).where(or_(func.lower(lead.company).in_(some), lead.company.in_(some)))
            found += (await self._session.execute(leads.limit(most))).scalars()
        return found[:most]
