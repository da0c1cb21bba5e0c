"""Follow-ups, those in the making, and which customer a person is talking about."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, String, Table, Text

from storage.tables.metadata import Json, Moment, metadata

follow_up = Table(
    "follow_up",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("lead_id", String(32), index=True),
    Column("solved", Text, nullable=False),
    Column("next_step", Text, nullable=False),
    Column("promised_time", String(32), nullable=False),
    Column("source", String(16), nullable=False),
    Column("tags", Json, nullable=False, server_default="[]"),
)

note = Table(
    "note",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("platform", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("lead_id", String(32)),
    Column("source", String(16), nullable=False),
    Column("summary", Text, nullable=False),
    Column("solved", Text, nullable=False),
    Column("next_step", Text, nullable=False),
    Column("promised_time", String(32), nullable=False),
    Column("action_time", String(32), nullable=False),
    Column("first_contact", Boolean, nullable=False),
    Column("first_way", String(32), nullable=False),
    Column("first_summary", Text, nullable=False),
    Column("extra_field", String(32), nullable=False),
    Column("extra_value", String(64), nullable=False),
    Column("extra_required", Boolean, nullable=False),
    Column("sources", Json, nullable=False),
    Column("state", String(12), nullable=False),
    Column("follow_up_id", String(32)),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_note_owner_state", "owner", "state"),
)

focus = Table(  # the customer a person looked at last
    "focus",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("lead_id", String(32), nullable=False),
    Column("at", Moment, nullable=False),
)
