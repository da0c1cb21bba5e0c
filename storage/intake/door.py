"""Known customers by normalised phone and mail: the keys beside each record, and the one query at the door (F15)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from crm.customers.account import Contact
from crm.customers.door import KnownCustomer
from crm.leads.lead import CLOSED, Lead
from crm.people import User
from crm.phone import mail_key, phone_key
from crm.rights.reach import Act, Reach, reach
from storage.intake.door_query import lead_rows, lookup
from storage.tables import customers as tables

CHAIN = 20  # merges upon merges; nobody goes deeper


class DoorTable:
    """Fits `crm.ports.leads.Door`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def known(self, person: User, phone: str, mail: str, without: Collection[str] = ()) -> KnownCustomer | None:
        """Return the customer that has this phone or mail, in one query: this person's own before others', phone
        before mail, the oldest first. `without` are leads that do not count; closed leads never do.
        """
        number, address = phone_key(phone), mail_key(mail)
        if not number and not address:
            return None
        query, values = lookup(person, number, address)
        rows = (await self._session.execute(query, values)).mappings().all()
        gone = {row["account_id"] for row in rows if row["lead_id"] and _unwanted(row, without)}
        live = {row["account_id"] for row in rows if row["lead_id"] and not _unwanted(row, without)}
        fitting = [
            row
            for row in rows
            if (not _unwanted(row, without) if row["lead_id"] else row["account_id"] not in gone - live)
        ]
        if not fitting:
            return None
        best = min(fitting, key=lambda row: _rank(row, number))
        top = await self._standing(person, best["master"]) if best["master"] else best
        mine = bool(top["mine"])
        return KnownCustomer(
            company=top["company"],
            contact=best["contact"] or top["contact"],
            title=best["title"],
            owner=top["owner"],
            lead_id=top["lead_id"],
            account_id=top["account_id"],
            mine=mine,
            telling=mine or reach(person, Act.COLLIDE) is not Reach.NONE,
        )

    async def _standing(self, person: User, lead_id: str) -> Any:
        """Return the lead that a folded one stands under now (F14)."""
        for _ in range(CHAIN):
            row = (await self._session.execute(lead_rows(person).where(tables.lead.c.id == lead_id))).mappings().one()
            if not row["master"]:
                break
            lead_id = row["master"]
        return row


def keep_keys() -> None:
    """Keep the keys of leads and contacts beside their phones and mails, whoever changes them. Called once."""
    for kind in (Lead, Contact):
        for moment in ("before_insert", "before_update"):
            if not event.contains(kind, moment, _set_keys):
                event.listen(kind, moment, _set_keys)


def _set_keys(mapper: Any, connection: Any, record: Lead | Contact) -> None:
    record.phone_key, record.mail_key = phone_key(record.phone), mail_key(record.email)


def _unwanted(row: Any, without: Collection[str]) -> bool:
    return row["status"] == CLOSED or row["lead_id"] in without


def _rank(row: Any, number: str) -> tuple[Any, ...]:
    return (not row["mine"], not number or row["phone_key"] != number, row["lead_id"] is None, row["created_at"])
