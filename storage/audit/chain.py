"""The chain over the audit log: each link's hash covers the link before it and every column of its row.

Writers only insert. One sealer at a time, held apart by an advisory lock, chains what was committed since, in id order,
and signs how far the chain goes. See docs/decisions/0006-audit-chain.md.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import String, delete, literal_column, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import insert
from storage.tables.audit import audit_head, audit_link, audit_pending, audit_tip
from storage.tables.trail import audit

START = "0" * 64
LOCK = 7_265_118  # any number, the same for ever: PostgreSQL's advisory lock for sealing
BATCH = 2_000
TIP = "tip"
COLUMNS = ("actor", "action", "subject", "surface", "before", "after", "ip", "device")
_MOMENT = {"sqlite": "a.at", "postgresql": "to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"}


class ChainBroken(Exception):
    """The chain does not end where its signature says; nothing more is sealed onto it until somebody looked."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the chain: the last position up to there and its hash."""

    position: int
    hash: str


def row_columns(dialect: str) -> str:
    """Return the columns of `audit a` that a hash covers, spelt so that both databases give the same texts."""
    return ", ".join(["a.id", _MOMENT[dialect], *(f"a.{name}" for name in COLUMNS)])


def link_hash(before: str, position: int, row: Sequence[Any]) -> str:
    """Return the hash of a link over its row's columns; a value of a foreign type gives an empty text."""
    try:
        return sha256(orjson.dumps((before, position, *row))).hexdigest()
    except TypeError:
        return ""


def signature(secret: bytes, *parts: object) -> str:
    """Return the installation's signature under these parts."""
    return hmac.new(secret, b"audit\n" + orjson.dumps([str(part) for part in parts]), sha256).hexdigest()


def genuine(secret: bytes, given: str, *parts: object) -> bool:
    """Return whether the signature is ours."""
    return hmac.compare_digest(given.encode(), signature(secret, *parts).encode())


async def lock(session: AsyncSession) -> None:
    """Let one sealer or purge work at a time, until the transaction ends. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


async def seal(session: AsyncSession, secret: bytes, most: int = BATCH) -> int:
    """Chain up to `most` waiting rows and return how many there were. Raises `ChainBroken`."""
    await lock(session)
    first = select(audit_pending.c.audit_id).order_by(audit_pending.c.audit_id).limit(most)
    waiting = delete(audit_pending).where(audit_pending.c.audit_id.in_(first)).returning(audit_pending.c.audit_id)
    ids = sorted((await session.execute(waiting)).scalars())
    if not ids:
        return 0
    at = await tip(session, secret)
    links = []
    for row in await _rows(session, ids):
        at = Mark(at.position + 1, link_hash(at.hash, at.position + 1, row))
        links.append({"position": at.position, "audit_id": row[0], "hash": at.hash})
    if links:
        await session.execute(audit_link.insert(), links)
        await _sign_tip(session, at, secret)
    return len(ids)


async def tip(session: AsyncSession, secret: bytes) -> Mark:
    """Return where the chain ends. Raises `ChainBroken` when its last link and the signed tip do not agree."""
    query = select(audit_link.c.position, audit_link.c.hash).order_by(audit_link.c.position.desc()).limit(1)
    last = (await session.execute(query)).one_or_none()
    signed = (await session.execute(select(audit_tip).where(audit_tip.c.name == TIP))).one_or_none()
    if signed is None:
        if last is not None:
            raise ChainBroken("links without a tip")
        return Mark(0, START)
    if not genuine(secret, signed.signature, TIP, signed.position, signed.hash):
        raise ChainBroken("forged tip")
    if last is not None and (last.position, last.hash) != (signed.position, signed.hash):
        raise ChainBroken("the last link is not the signed one")
    return Mark(signed.position, signed.hash)


async def write_head(session: AsyncSession, secret: bytes, day: str) -> Mark:
    """Sign where the chain stands, once a day; later calls for the same day change nothing."""
    await lock(session)
    at = await tip(session, secret)
    signed = signature(secret, "head", day, at.position, at.hash)
    values = {"day": day, "position": at.position, "hash": at.hash, "signature": signed}
    there = (await session.execute(select(audit_head.c.day).where(audit_head.c.day == day))).one_or_none()
    if there is None:
        await session.execute(audit_head.insert().values(**values))
    return at


async def _rows(session: AsyncSession, ids: Sequence[int]) -> Sequence[Any]:
    moment = literal_column(_MOMENT[session.get_bind().dialect.name], String)
    row = audit.alias("a")
    query = select(row.c.id, moment, *(row.c[name] for name in COLUMNS)).where(row.c.id.in_(ids)).order_by(row.c.id)
    return (await session.execute(query)).all()


async def _sign_tip(session: AsyncSession, at: Mark, secret: bytes) -> None:
    values = {"position": at.position, "hash": at.hash, "signature": signature(secret, TIP, at.position, at.hash)}
    statement = insert(session, audit_tip).values(name=TIP, **values)
    await session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))
