"""Hand-overs of one person's work to another, with what moved, so that it can be put back; and muted customers."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table

from storage.tables.metadata import Json, Moment, metadata

handover = Table(
    "handover",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("giver", String(64), nullable=False, index=True),
    Column("receiver", String(64), nullable=False),
    Column("person", String(64), nullable=False),  # who may confirm it
    Column("state", String(12), nullable=False),  # proposed | done | undone | dropped
    Column("moved", Json, nullable=False),  # kind of record → ids
    Column("created_at", Moment, nullable=False),
    Column("done_at", Moment),
)

mute = Table(  # F43: no reminders about this customer for this person
    "mute",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("lead_id", String(32), primary_key=True),
    Column("at", Moment, nullable=False),
    Index("ix_mute_lead", "lead_id"),
)
