"""Reading a collection as one person may see it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.people import User
from crm.rights.reach import MASK, hidden_fields
from storage.collections.public import COLLECTIONS

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOST = 1000


async def read_collection(
    session: AsyncSession, name: str, person: User, where: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return the newest rows of a collection that this person may see and that fit `where`, newest first.

    Texts fit when contained, numbers and booleans when equal. Raises KeyError for a key that is not public.
    """
    collection, hidden = COLLECTIONS[name], hidden_keys(name, person)
    columns = [collection.table.c[column].label(key) for key, column in collection.keys.items()]
    fits: list[ColumnElement[bool]] = []
    later: dict[str, Any] = {}
    for key, wanted in where.items():
        if key in hidden:
            raise KeyError(key)  # or its value could be found out by asking
        column = collection.table.c[collection.keys[key]]
        if isinstance(wanted, str) and isinstance(column.type, String):
            fits.append(column.contains(wanted, autoescape=True))
        else:
            later[key] = wanted
    query = select(*columns).where(collection.visible(person), *fits)
    query = query.order_by(collection.table.c[collection.newest].desc()).limit(MOST)
    rows = [{key: _public(value) for key, value in row._mapping.items()} for row in await session.execute(query)]
    found = [row for row in rows if all(_fits(wanted, row[key]) for key, wanted in later.items())]
    return [row | dict.fromkeys(hidden, MASK) for row in found] if hidden else found


def hidden_keys(name: str, person: User) -> frozenset[str]:
    """Return the keys of a collection that a rule hides from this person; they are masked, never left out (F23)."""
    return hidden_fields(person) if name == "leads" else frozenset()


def _public(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _fits(wanted: Any, value: Any) -> bool:
    if isinstance(value, list) and not isinstance(wanted, list):
        return wanted in value
    if isinstance(wanted, str) and isinstance(value, str):
        return wanted in value
    return bool(wanted == value)
