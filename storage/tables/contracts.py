"""Contracts, the rules set for them, and the log of what automatic flows did."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Double, Index, String, Table, Text

from storage.tables.metadata import Json, Moment, metadata

contract = Table(
    "contract",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("number", String(64), nullable=False, unique=True),
    Column("customer", String(255), nullable=False, index=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("amount", Double),
    Column("signed_date", Date),
    Column("end_date", Date),
    Column("estimated", Boolean, nullable=False),  # F75: filled in by the repair, still counts as missing
    Column("state", String(12), nullable=False),
    Column("renewal_on", Date),
    Column("todo_id", String(32)),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_contract_state_renewal", "state", "renewal_on"),
)

rule_setting = Table(  # rules that people changed; one that is not here has its default
    "rule_setting",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("body", Json, nullable=False),
    Column("person", String(64), nullable=False),
    Column("at", Moment, nullable=False),
)

flow_log = Table(
    "flow_log",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("flow", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    Column("subject", String(64), nullable=False, index=True),
    Column("state", String(12), nullable=False),
    Column("message", Text, nullable=False),
    Column("owner", String(64), nullable=False),
    Index("ix_flow_log_flow_at", "flow", "at"),
)
