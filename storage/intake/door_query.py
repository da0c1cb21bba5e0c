"""The one query at the door (F15): who has this phone or mail, among all leads and contacts, on four indexed columns.

Building a union of four costs more than answering it, so one is kept for each reach and each set of keys.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, literal, select, union_all

from crm.people import User
from crm.rights.reach import Act, Reach, reach
from storage.rights.policy import owned_by_visible, within
from storage.tables import customers as tables

MOST = 50
"""Records looked at under one number; the oldest ones, when a switchboard has more."""
lead, contact, account = tables.lead.c, tables.contact.c, tables.account.c


def lookup(person: User, number: str, address: str) -> tuple[Select[Any], dict[str, str]]:
    """Return the query for the records that have this key of a phone or of a mail address, and its values.

    Each row says in `mine` whether the person may see the record.
    """
    over = reach(person, Act.SEE)
    if over is Reach.TEAM and not person.team:
        over = Reach.NONE
    values = {"me": person.id} if over is Reach.OWN else {"team": person.team} if over is Reach.TEAM else {}
    asked = {"number": number, "address": address}
    return _query(over, bool(number), bool(address)), values | {name: key for name, key in asked.items() if key}


def lead_rows(person: User) -> Select[Any]:
    """Return the leads as rows of the lookup, with `mine`."""
    return _lead_rows(owned_by_visible(person, lead.owner))


@cache
def _query(over: Reach, by_number: bool, by_address: bool) -> Select[Any]:
    keys = []
    if by_number:
        keys.append((lead.phone_key, contact.phone_key, bindparam("number", type_=lead.phone_key.type)))
    if by_address:
        keys.append((lead.mail_key, contact.mail_key, bindparam("address", type_=lead.mail_key.type)))
    leads = [_leads(over, of_lead == key) for of_lead, _, key in keys]
    contacts = [_contacts(over, of_contact == key) for _, of_contact, key in keys]
    return select(union_all(*leads, *contacts).subquery())


def _mine(over: Reach, owner: ColumnElement[str]) -> ColumnElement[bool]:
    return within(over, owner, bindparam("me", type_=lead.owner.type), bindparam("team", type_=lead.owner.type))


def _lead_rows(mine: ColumnElement[bool]) -> Select[Any]:
    return select(
        lead.company, lead.contact, lead.title, lead.owner, lead.id.label("lead_id"), lead.account_id, lead.status,
        lead.phone_key, lead.created_at, lead.master, mine.label("mine"),
    )  # fmt: skip


def _leads(over: Reach, found: ColumnElement[bool]) -> Select[Any]:
    rows = _lead_rows(_mine(over, lead.owner))
    return select(rows.where(found).order_by(lead.created_at).limit(MOST).subquery())


def _contacts(over: Reach, found: ColumnElement[bool]) -> Select[Any]:
    inner = (
        select(
            account.name.label("company"), contact.name.label("contact"), contact.title, contact.owner,
            literal(None, lead.id.type).label("lead_id"),
            contact.account_id, literal("").label("status"), contact.phone_key, contact.created_at,
            literal(None, lead.master.type).label("master"), _mine(over, contact.owner).label("mine"),
        )
        .join_from(tables.contact, tables.account, account.id == contact.account_id)
        .where(found)
        .order_by(contact.created_at)
        .limit(MOST)
        .subquery()
    )  # fmt: skip
    return select(inner)
