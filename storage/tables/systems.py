"""What other systems hold, how far they were read, and what differed on which night."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table

from storage.tables.metadata import Json, Moment, metadata

system_record = Table(  # the CRM's own leads stand here as the system `crm`
    "system_record",
    metadata,
    Column("system", String(32), primary_key=True),
    Column("external_id", String(128), primary_key=True),
    Column("golden_id", String(64), nullable=False, server_default="", index=True),
    Column("weak", Boolean, nullable=False),
    Column("linked", Boolean, nullable=False),  # by a list that names this record: its golden id stays
    Column("name", String(64), nullable=False, server_default=""),
    Column("phone", String(32), nullable=False, server_default=""),
    Column("phone_key", String(32), nullable=False, server_default="", index=True),
    Column("updated_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
)

system_cursor = Table(
    "system_cursor",
    metadata,
    Column("system", String(32), primary_key=True),
    Column("cursor", Json, nullable=False),
    Column("rows", Integer, nullable=False, server_default="0"),
    Column("unreadable", Integer, nullable=False, server_default="0"),
    Column("error", String(64), nullable=False, server_default=""),
    Column("read_at", Moment, nullable=False),
)

master_diff = Table(
    "master_diff",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("golden_id", String(64), primary_key=True),
    Column("field", String(16), primary_key=True),
    Column("held", Json, nullable=False),  # system → value
    Column("winner", String(32), nullable=False),
    Column("reason", String(128), nullable=False),
    Column("losers", Json, nullable=False),  # system → record and what became of it
    Column("at", Moment, nullable=False),
)

master_report = Table(
    "master_report",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("compared", Integer, nullable=False),
    Column("different", Integer, nullable=False),
    Column("text", String(2000), nullable=False),
    Column("errors", Json, nullable=False),  # system → why it could not be read
    Column("at", Moment, nullable=False),
    Index("ix_master_report_at", "at"),
)
