"""Where a card stands now, and the newest handle for changing it there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.messages.cards import CardTable
from storage.statements import changed, insert
from storage.tables.messaging import card_handle

ONE_USE = {"wecom": timedelta(hours=72)}
"""Platforms whose handle works once, and for how long: WeCom's response_code (developer.work.weixin.qq.com 94888)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A card at one chat: its message there, the handle for changing it, and the revision that is shown."""

    message_id: str
    handle: dict[str, str]
    rev: int


async def newest_body(session: AsyncSession, card_id: str, person: str | None) -> dict[str, Any] | None:
    """Return the card as it should look now to this person, as stored by its handler."""
    shelved = await CardTable(session).get(card_id)
    return None if shelved is None else shelved.body_for(person)


async def find(session: AsyncSession, card_id: str, platform: str, target_id: str) -> Place | None:
    """Return the place whatever its handle is still worth; None when the card never reached it."""
    columns = card_handle.c
    query = select(columns.message_id, columns.handle, columns.rev).where(
        columns.card_id == card_id, columns.platform == platform, columns.target_id == target_id
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else Place(row.message_id, dict(row.handle), row.rev)


async def usable(session: AsyncSession, card_id: str, platform: str, target_id: str, now: datetime) -> bool:
    """Return whether the handle there may still be used."""
    columns = card_handle.c
    query = select(columns.uses_left, columns.expires_at).where(
        columns.card_id == card_id, columns.platform == platform, columns.target_id == target_id
    )
    row = (await session.execute(query)).one_or_none()
    return row is not None and row.uses_left != 0 and (row.expires_at is None or row.expires_at > now)


async def keep(
    session: AsyncSession,
    card_id: str,
    target: tuple[str, str, str, str | None],
    message_id: str,
    handle: Mapping[str, str],
    rev: int,
    now: datetime,
) -> None:
    """Store the newest handle. `target` is platform, target kind, target id and person. Also for a pressed card."""
    platform, kind, target_id, person = target
    life = ONE_USE.get(platform)
    values = {
        "target_kind": kind,
        "person": person,
        "message_id": message_id,
        "handle": dict(handle),
        "rev": rev,
        "uses_left": None if life is None else 1,
        "expires_at": None if life is None else now + life,
        "updated_at": now,
    }
    statement = insert(session, card_handle).values(card_id=card_id, platform=platform, target_id=target_id, **values)
    keys = [card_handle.c.card_id, card_handle.c.platform, card_handle.c.target_id]
    await session.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))


async def used(session: AsyncSession, card_id: str, platform: str, target_id: str, rev: int, now: datetime) -> None:
    """Remember that the place now shows `rev`, and that a one-use handle is spent."""
    columns = card_handle.c
    here = (columns.card_id == card_id, columns.platform == platform, columns.target_id == target_id)
    await changed(session, update(card_handle).where(*here).values(rev=rev, updated_at=now))
    await changed(session, update(card_handle).where(*here, columns.uses_left.is_not(None)).values(uses_left=0))


async def offered(
    session: AsyncSession, card_id: str, platform: str, target_id: str, handle: Mapping[str, str], now: datetime
) -> bool:
    """Store a fresh handle that came with a press; the revision shown stays. False when the place is unknown."""
    place = await find(session, card_id, platform, target_id)
    if place is None:
        return False
    columns = card_handle.c
    life = ONE_USE.get(platform)
    fresh = {
        "handle": {**place.handle, **handle},
        "uses_left": None if life is None else 1,
        "expires_at": None if life is None else now + life,
        "updated_at": now,
    }
    here = (columns.card_id == card_id, columns.platform == platform, columns.target_id == target_id)
    return bool(await changed(session, update(card_handle).where(*here).values(**fresh)))
