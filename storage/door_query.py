"""The one query at the door (F15): who has this phone or mail, among all leads and contacts, on four indexed columns.

Building a union of four costs more than answering it, so one is kept for each person and each set of keys.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, literal, select, union_all

from crm.people import User
from crm.rights import Act, Reach, reach
from storage.policy import owned_by_visible
from storage.tables import crm as tables

MOST = 50
"""Records looked at under one number; the oldest ones, when a switchboard has more."""
_REMEMBERED = 1024
lead, contact, account = tables.lead.c, tables.contact.c, tables.account.c


@dataclass(frozen=True, slots=True)
class _Question:
    """What makes one query differ from another; the person's other properties do not."""

    person: User = field(compare=False)
    reach: Reach
    me: str
    team: str
    by_number: bool
    by_address: bool


def lookup(person: User, number: str, address: str) -> tuple[Select[Any], dict[str, str]]:
    """Return the query for the records that have this key of a phone or of a mail address, and its values.

    Each row says in `mine` whether the person may see the record.
    """
    seen = reach(person, Act.SEE)
    me, team = person.id if seen is Reach.OWN else "", person.team if seen is Reach.TEAM else ""
    question = _Question(person, seen, me, team, bool(number), bool(address))
    values = {"number": number} if number else {}
    return _query(question), values | ({"address": address} if address else {})


def lead_rows(person: User) -> Select[Any]:
    """Return the leads as rows of the lookup, with `mine`."""
    return select(
        lead.company, lead.contact, lead.title, lead.owner, lead.id.label("lead_id"), lead.account_id, lead.status,
        lead.phone_key, lead.created_at, lead.master, _flag(person, lead.owner),
    )  # fmt: skip


@lru_cache(maxsize=_REMEMBERED)
def _query(question: _Question) -> Select[Any]:
    keys = []
    if question.by_number:
        keys.append((lead.phone_key, contact.phone_key, bindparam("number", type_=lead.phone_key.type)))
    if question.by_address:
        keys.append((lead.mail_key, contact.mail_key, bindparam("address", type_=lead.mail_key.type)))
    leads = [_leads(question.person, of_lead == key) for of_lead, _, key in keys]
    contacts = [_contacts(question.person, of_contact == key) for _, of_contact, key in keys]
    return select(union_all(*leads, *contacts).subquery())


def _leads(person: User, found: ColumnElement[bool]) -> Select[Any]:
    return select(lead_rows(person).where(found).order_by(lead.created_at).limit(MOST).subquery())


def _contacts(person: User, found: ColumnElement[bool]) -> Select[Any]:
    inner = (
        select(
            account.name.label("company"), contact.name.label("contact"), contact.title, contact.owner,
            literal(None, lead.id.type).label("lead_id"),
            contact.account_id, literal("").label("status"), contact.phone_key, contact.created_at,
            literal(None, lead.master.type).label("master"), _flag(person, contact.owner),
        )
        .join_from(tables.contact, tables.account, account.id == contact.account_id)
        .where(found)
        .order_by(contact.created_at)
        .limit(MOST)
        .subquery()
    )  # fmt: skip
    return select(inner)


def _flag(person: User, owner: ColumnElement[str]) -> Any:
    return owned_by_visible(person, owner).label("mine")
