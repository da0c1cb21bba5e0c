"""What holds from a moment until it is over: a queue that stands still, a pause, a channel that is silent."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table

from storage.tables.metadata import Json, Moment, metadata

condition = Table(
    "condition",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("open", String(96), unique=True),  # kind and subject as long as it holds: one of each at a time
    Column("since", Moment, nullable=False),
    Column("over_at", Moment),
    Column("detail", Json, nullable=False),
    Index("ix_condition_kind_subject", "kind", "subject", "since"),
)
