"""Moves everything of one person to another and back, in the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.customers.account import Account, Contact
from crm.customers.contract import Contract
from crm.customers.first_contact import Watch
from crm.handover import DONE, Handover
from crm.leads.draft import WAITING, Draft, Todo
from crm.leads.lead import Lead
from crm.notes.follow_up import FollowUp, Note
from storage.people.fuses import fuse_of, give_fuse, is_blown, put_fuse_back
from storage.people.mutes import move_mutes, muted
from storage.tables import contracts, customers, drafts, first_contact, handover, notes

OWNED: Mapping[str, tuple[type[Any], Table]] = {
    "lead": (Lead, customers.lead),
    "account": (Account, customers.account),
    "contact": (Contact, customers.contact),
    "draft": (Draft, drafts.draft),
    "note": (Note, notes.note),
    "todo": (Todo, drafts.todo),
    "follow_up": (FollowUp, notes.follow_up),
    "contract": (Contract, contracts.contract),
}
BATCH = 500


class HandoverTable:
    """Fits `crm.ports.handovers.Handovers`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, record: Handover) -> None:
        """Store a proposal."""
        self._session.add(record)
        await self._session.flush()

    async def get(self, handover_id: str) -> Handover | None:
        """Return the hand-over, locked until the transaction ends."""
        query = select(Handover).where(handover.handover.c.id == handover_id).with_for_update()
        return (await self._session.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()

    async def newest_done(self, person: str, since: datetime) -> Handover | None:
        """Return the hand-over this person carried out last, since then."""
        table = handover.handover.c
        query = select(Handover).where(table.person == person, table.state == DONE, table.done_at >= since)
        return (await self._session.execute(query.order_by(table.done_at.desc()).limit(1))).scalar_one_or_none()

    async def counts(self, owner: str) -> dict[str, int]:
        """Return how many records of each kind would move."""
        found = {}
        for kind, (_, table) in OWNED.items():
            query = select(func.count()).select_from(table).where(_moves(kind, table, owner))
            found[kind] = int((await self._session.execute(query)).scalar_one())
        query = select(func.count()).select_from(handover.mute).where(handover.mute.c.person == owner)
        found["mute"] = int((await self._session.execute(query)).scalar_one())
        found["first_contact"] = len(await self._waiting_contacts(owner))
        found["fuse"] = int(is_blown(await fuse_of(self._session, owner)))
        return found

    async def move(self, giver: str, receiver: str) -> dict[str, list[str]]:
        """Give all records another owner and return the ids that changed hands, by kind."""
        moved: dict[str, list[str]] = {}
        for kind, (cls, table) in OWNED.items():
            query = select(cls).where(_moves(kind, table, giver)).order_by(table.c.id).with_for_update()
            records = (await self._session.execute(query)).scalars().all()
            for record in records:
                record.owner = receiver
            if records:
                moved[kind] = [record.id for record in records]
        unwanted = await muted(self._session, giver)
        if unwanted:
            moved["mute"] = unwanted
            await move_mutes(self._session, giver, receiver, unwanted)
        waiting = await self._waiting_contacts(giver)
        for row in waiting:
            row.owner = receiver
        if waiting:
            moved["first_contact"] = [row.lead_id for row in waiting]
        if is_blown(await fuse_of(self._session, giver)):
            moved["fuse"] = [await give_fuse(self._session, giver, receiver)]
        await self._session.flush()
        return moved

    async def put_back(self, moved: Mapping[str, list[str]], giver: str, receiver: str) -> None:
        """Give back what still is the receiver's."""
        for kind, (cls, table) in OWNED.items():
            ids = moved.get(kind, [])
            for place in range(0, len(ids), BATCH):
                query = select(cls).where(table.c.id.in_(ids[place : place + BATCH]), table.c.owner == receiver)
                for record in (await self._session.execute(query.with_for_update())).scalars():
                    record.owner = giver
        await move_mutes(self._session, receiver, giver, moved.get("mute", []))
        for row in await self._waiting_contacts(receiver):
            if row.lead_id in moved.get("first_contact", []):
                row.owner = giver
        for before in moved.get("fuse", []):
            await put_fuse_back(self._session, json.loads(before))
        await self._session.flush()

    async def move_lead(self, lead: Lead, receiver: str) -> None:
        """Give one customer another owner: its drafts, to-dos and follow-ups, and its account if nothing else is on it.

        The mutes of the former owner stay theirs.
        """
        giver, lead.owner = lead.owner, receiver
        for kind in ("draft", "todo", "follow_up"):
            cls, table = OWNED[kind]
            query = select(cls).where(_moves(kind, table, giver), table.c.lead_id == lead.id)
            for record in (await self._session.execute(query)).scalars():
                record.owner = receiver
        await self._session.flush()
        others = select(customers.lead.c.id).where(
            customers.lead.c.account_id == lead.account_id, customers.lead.c.owner == giver
        )
        if lead.account_id is None or (await self._session.execute(others.limit(1))).first() is not None:
            return
        for kind, key in (("account", "id"), ("contact", "account_id")):
            cls, table = OWNED[kind]
            query = select(cls).where(table.c[key] == lead.account_id, table.c.owner == giver)
            for record in (await self._session.execute(query)).scalars():
                record.owner = receiver
        await self._session.flush()

    async def _waiting_contacts(self, owner: str) -> list[Watch]:
        table = first_contact.first_contact.c
        query = select(Watch).where(table.owner == owner, table.contacted_at.is_(None))
        return list((await self._session.execute(query.order_by(table.lead_id).with_for_update())).scalars())


def _moves(kind: str, table: Table, owner: str) -> ColumnElement[bool]:
    mine = table.c.owner == owner
    if kind == "todo":
        return mine & table.c.done.is_(False)
    if kind in ("draft", "note"):
        return mine & (table.c.state == WAITING)
    return mine
