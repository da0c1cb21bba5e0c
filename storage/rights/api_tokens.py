"""Tokens of the JSON API: only their hashes are stored."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.people import User
from storage.tables import people as tables


def token_hash(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


async def keep_token(session: AsyncSession, token: str, user_id: str, now: datetime) -> None:
    """Let this token act with that person's rights."""
    await session.execute(insert(tables.api_token).values(sha256=token_hash(token), user_id=user_id, created_at=now))


async def bearer(session: AsyncSession, token: str) -> User | None:
    """Return the active person a token stands for."""
    query = (
        select(User)
        .join(tables.api_token, tables.api_token.c.user_id == tables.user.c.id)
        .where(tables.api_token.c.sha256 == token_hash(token), tables.user.c.active)
    )
    return (await session.execute(query)).scalar_one_or_none()
