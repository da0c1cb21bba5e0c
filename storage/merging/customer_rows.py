"""Every customer on record as rows of one table, for the search for duplicates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from storage.tables import customers as tables

HEADINGS = ("id", "company", "contact", "phone", "email", "wechat", "city", "industry")
_AT_ONCE = 5000


def count_customer_rows(connection: Connection) -> int:
    """Return about how many rows `customer_rows` will yield, for a progress bar."""
    counts = [
        connection.scalar(select(func.count()).select_from(table)) or 0 for table in (tables.lead, tables.contact)
    ]
    return sum(counts) + (connection.scalar(select(func.count()).select_from(tables.account)) or 0)


def customer_rows(connection: Connection) -> Iterator[list[str]]:
    """Yield every lead, every account and every contact with its account as text cells under `HEADINGS`.

    Ids say what they are of: `lead:…`, `account:…`, `contact:…`. Accounts that are merged into a master are left out.
    """
    lead, account, contact = tables.lead.c, tables.account.c, tables.contact.c
    leads = select(lead.id, lead.company, lead.contact, lead.phone, lead.email, lead.wechat)
    for row in _streamed(connection, leads.order_by(lead.created_at, lead.id)):
        yield [f"lead:{row[0]}", *row[1:], "", ""]
    accounts = select(account.id, account.name, account.region, account.industry).where(account.master.is_(None))
    for row in _streamed(connection, accounts.order_by(account.created_at, account.id)):
        yield [f"account:{row[0]}", row[1], "", "", "", "", row[2], row[3]]
    people = select(
        contact.id,
        account.name,
        contact.name,
        contact.phone,
        contact.email,
        contact.wechat,
        account.region,
        account.industry,
    ).join(tables.account, and_(account.id == contact.account_id, account.master.is_(None)))
    for row in _streamed(connection, people.order_by(contact.created_at, contact.id)):
        yield [f"contact:{row[0]}", *row[1:]]


def _streamed(connection: Connection, query: Select[Any]) -> Iterator[tuple[str, ...]]:
    found = connection.execution_options(yield_per=_AT_ONCE).execute(query)
    for row in found:
        yield tuple(value or "" for value in row)
