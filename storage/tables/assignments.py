"""Leads that were given to somebody, and whether they have looked at them."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table

from storage.tables.metadata import Moment, metadata

assignment = Table(
    "assignment",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("lead_id", String(32), nullable=False, index=True),
    Column("owner", String(64), nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("why", String(255), nullable=False, server_default=""),
    Column("read_at", Moment),
    Index("ix_assignment_owner_at", "owner", "at"),
    Index("ix_assignment_at", "at"),
)
