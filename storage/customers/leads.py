"""Leads, accounts and contacts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.customers.account import Account, Contact
from crm.leads.lead import CLOSED, Lead
from crm.leads.stage import Stage
from storage.tables import customers as tables

CHAIN = 20  # merges upon merges; nobody goes deeper


class LeadTable:
    """Fits `crm.ports.leads.Leads`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, lead: Lead) -> None:
        """Store a new lead."""
        self._session.add(lead)
        await self._session.flush()

    async def get(self, lead_id: str) -> Lead | None:
        """Return the lead with this id."""
        return await self._session.get(Lead, lead_id)

    async def by_wechat(self, external_id: str, owner: str) -> Lead | None:
        """Return this owner's open lead of that WeChat contact; of a merged one the master, if it is theirs too."""
        query = (
            select(Lead)
            .where(tables.lead.c.wechat == external_id, tables.lead.c.owner == owner, tables.lead.c.status != CLOSED)
            .order_by(tables.lead.c.created_at.desc())
            .limit(1)
        )
        found = (await self._session.execute(query)).scalar_one_or_none()
        top = await self.standing(found) if found is not None else None
        return top if top is not None and top.owner == owner else found

    async def standing(self, lead: Lead) -> Lead:
        """Return the lead that stands for this one now: itself, or the one it is folded under (F14)."""
        for _ in range(CHAIN):
            top = await self._session.get(Lead, lead.master) if lead.master is not None else None
            if top is None:
                break
            lead = top
        return lead

    async def late(self, owners: Sequence[str], now: datetime, most: int) -> list[Lead]:
        """Return the open leads of these owners that are past due, the longest past first."""
        lead = tables.lead.c
        query = (
            select(Lead)
            .where(
                lead.owner.in_(owners),
                lead.due_at < now,
                lead.status != CLOSED,
                lead.stage.not_in([Stage.SIGNED.value, Stage.LOST.value]),
            )
            .order_by(lead.due_at, lead.id)
            .limit(most)
        )
        return list((await self._session.execute(query)).scalars())

    async def named(self, words: str, owners: Sequence[str] | None, most: int) -> list[Lead]:
        """Return leads whose company or contact contains these words; of these owners, or of anyone for None."""
        lead = tables.lead.c
        pattern = "%" + re.sub(r"([\\%_])", r"\\\1", words) + "%"
        query = select(Lead).where(
            or_(lead.company.like(pattern, escape="\\"), lead.contact.like(pattern, escape="\\")), lead.master.is_(None)
        )
        if owners is not None:
            query = query.where(lead.owner.in_(owners))
        query = query.order_by(lead.updated_at.desc()).limit(most)
        return list((await self._session.execute(query)).scalars())

    async def account_named(self, name: str, owner: str) -> Account | None:
        """Return this owner's account of exactly that name, or the one it is merged into."""
        query = select(Account).where(tables.account.c.name == name, tables.account.c.owner == owner)
        query = query.order_by(tables.account.c.master.is_not(None), tables.account.c.created_at).limit(1)
        found = (await self._session.execute(query)).scalar_one_or_none()
        for _ in range(CHAIN):
            master = found.master if found is not None else None
            if master is None:
                break
            found = await self._session.get(Account, master) or found
        return found

    async def give_account(self, lead: Lead, owner: str) -> None:
        """Let nobody's account of this lead, and its contacts, go along with it."""
        account = await self._session.get(Account, lead.account_id) if lead.account_id else None
        if account is None or account.owner:
            return
        account.owner = owner
        found = await self._session.execute(select(Contact).where(tables.contact.c.account_id == account.id))
        for person in found.scalars():
            person.owner = person.owner or owner

    async def add_account(self, account: Account) -> None:
        """Store a new account."""
        self._session.add(account)
        await self._session.flush()

    async def contacts_of(self, account_id: str) -> list[Contact]:
        """Return the people of a customer, the longest known first."""
        table = tables.contact.c
        query = select(Contact).where(table.account_id == account_id).order_by(table.created_at, table.id)
        return list((await self._session.execute(query)).scalars())

    async def add_contact(self, contact: Contact) -> None:
        """Store a new contact."""
        self._session.add(contact)
        await self._session.flush()

    async def book(self, owners: Sequence[str], most: int) -> list[Lead]:
        """Return the most recently touched leads of these owners: the names worth knowing while listening."""
        query = (
            select(Lead)
            .where(tables.lead.c.owner.in_(owners), tables.lead.c.master.is_(None))
            .order_by(tables.lead.c.updated_at.desc())
            .limit(most)
        )
        return list((await self._session.execute(query)).scalars())
