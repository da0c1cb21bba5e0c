"""First contacts that are due, and the fuses that misses blow (F40, F41)."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from storage.tables.metadata import Moment, metadata

first_contact = Table(
    "first_contact",
    metadata,
    Column("lead_id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("assigned_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("contacted_at", Moment),
    Column("missed_at", Moment),
    Index("ix_first_contact_assigned", "assigned_at"),
)

fuse = Table(
    "fuse",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("misses", Integer, nullable=False),
    Column("frozen_day", String(10), nullable=False),
    Column("released_by", String(64), nullable=False),
    Column("updated_at", Moment),
)
