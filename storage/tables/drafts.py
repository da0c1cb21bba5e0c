"""What a person said that is not a record yet, and what they have to do."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, String, Table, Text

from storage.tables.metadata import Json, Moment, metadata

draft = Table(
    "draft",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("origin", String(16), nullable=False),
    Column("owner", String(64), nullable=False, index=True),
    Column("platform", String(16), nullable=False),
    Column("company", String(255), nullable=False),
    Column("contact", String(64), nullable=False),
    Column("title", String(64), nullable=False),
    Column("phone", String(32), nullable=False),
    Column("email", String(255), nullable=False),
    Column("wechat", String(128), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("todo", String(255), nullable=False),
    Column("next_time", String(32), nullable=False),
    Column("budget", Double),
    Column("tags", Json, nullable=False),
    Column("text", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("audio", String(64), nullable=False),
    Column("sources", Json, nullable=False),
    Column("unsure", Json, nullable=False, server_default="[]"),
    Column("state", String(12), nullable=False),
    Column("lead_id", String(32)),
    Column("card_id", String(64)),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

todo = Table(
    "todo",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("what", String(255), nullable=False),
    Column("due", String(32), nullable=False),
    Column("due_at", Moment),
    Column("draft_id", String(32), index=True),
    Column("lead_id", String(32), index=True),
    Column("done", Boolean, nullable=False),
    Column("asked_by", String(64), nullable=False, server_default=""),
    Column("created_at", Moment, nullable=False),
)
