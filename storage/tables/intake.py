"""Leads from channels as they came in, the keys nobody had mapped, and what each day brought."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from storage.tables.metadata import Json, Moment, metadata

intake = Table(
    "intake",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("channel", String(64), nullable=False),
    Column("event_key", String(160), nullable=False),  # the sender's id, or the body's SHA-256
    Column("external_id", String(128), nullable=False, server_default=""),
    Column("body", LargeBinary, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("state", String(12), nullable=False),
    Column("reason", String(64), nullable=False, server_default=""),
    Column("source", String(64), nullable=False, server_default=""),
    Column("mapped", Json, nullable=False),
    Column("unknown", Json, nullable=False),
    Column("ip", String(45), nullable=False, server_default=""),  # F17: where the visitor came from
    Column("lead_id", String(32), index=True),
    Column("copies", Integer, nullable=False, server_default="0"),  # how often it was sent again
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("received_at", Moment, nullable=False),
    Column("done_at", Moment),
    UniqueConstraint("channel", "event_key", name="uq_intake_channel_event_key"),
    Index("ix_intake_channel_state", "channel", "state"),
    Index("ix_intake_received_at", "received_at"),
    Index("ix_intake_channel_received_at", "channel", "received_at"),
    Index("ix_intake_ip_received_at", "ip", "received_at"),
)

intake_key = Table(  # keys that no file maps: alarmed once, mapped by an administrator
    "intake_key",
    metadata,
    Column("channel", String(64), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("target", String(32), nullable=False, server_default=""),
    Column("first_seen", Moment, nullable=False),
    Column("mapped_at", Moment),
)

intake_day = Table(
    "intake_day",
    metadata,
    Column("channel", String(64), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("sent", Integer),  # what the channel says it sent; empty when it did not say
    Column("received", Integer, nullable=False, server_default="0"),
    Column("made", Integer, nullable=False, server_default="0"),
    Column("linked", Integer, nullable=False, server_default="0"),
    Column("quarantined", Integer, nullable=False, server_default="0"),
    Column("repeated", Integer, nullable=False, server_default="0"),
    Column("verdict", String(16), nullable=False, server_default=""),
    Column("updated_at", Moment, nullable=False),
)
