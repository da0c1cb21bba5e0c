"""What remains of every act: audit rows, happenings, decisions, questions, digests that were sent."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from storage.tables.metadata import BigId, Json, Moment, metadata

audit = Table(
    "audit",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False, index=True),
    Column("actor", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(128), nullable=False, index=True),
    Column("surface", String(16), nullable=False),
    Column("before", String(64), nullable=False),
    Column("after", String(64), nullable=False),
    Column("ip", String(64), nullable=False, server_default=""),
    Column("device", String(64), nullable=False, server_default=""),
)

happening = Table(
    "happening",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("platform", String(16), nullable=False),
    Column("external_id", String(128), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("staff", String(64), nullable=False),
    Column("detail", Json, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("rule", String(32), nullable=False),
    Column("subject", String(64), nullable=False, index=True),
    Column("person", String(64), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("reasons", Json, nullable=False),
    Column("inputs", Json, nullable=False),
)

question = Table(
    "question",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("platform", String(16), primary_key=True),
    Column("about", String(32), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("expires_at", Moment, nullable=False),
)

digest_sent = Table(
    "digest_sent",
    metadata,
    Column("room", String(64), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("leads", Json, nullable=False),
)
