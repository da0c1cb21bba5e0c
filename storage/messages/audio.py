"""Voice notes as stored: the bytes once per content, and the words once per clip."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables.audio import heard
from storage.tables.messaging import blob


async def keep_audio(session: AsyncSession, audio: bytes, mime: str | None, now: datetime) -> str:
    """Store the clip under its SHA-256 and return that; the same clip is stored once."""
    digest = hashlib.sha256(audio).hexdigest()
    insert = pg_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    values = {"sha256": digest, "mime": (mime or "")[:64], "data": audio, "created_at": now}
    await session.execute(insert(blob).values(**values).on_conflict_do_nothing())
    return digest


async def words_of(session: AsyncSession, digest: str) -> dict[str, Any] | None:
    """Return the transcript of a clip heard before, as stored."""
    query = select(heard.c.transcript).where(heard.c.sha256 == digest)
    return (await session.execute(query)).scalar_one_or_none()


async def keep_words(session: AsyncSession, digest: str, transcript: Any, now: datetime) -> None:
    """Remember what was heard in a clip; `transcript` is a dataclass."""
    insert = pg_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    values = {"sha256": digest, "transcript": asdict(transcript), "created_at": now}
    await session.execute(insert(heard).values(**values).on_conflict_do_nothing())
