"""Approvals, who is away, and how long approvals lay with whom."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, Index, Integer, String, Table, Text

from storage.tables.metadata import Json, Moment, metadata

approval = Table(
    "approval",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("requester", String(64), nullable=False, index=True),
    Column("subject", String(255), nullable=False),
    Column("customer", String(255), nullable=False),
    Column("amount", Double),
    Column("members", Json, nullable=False),
    Column("state", String(12), nullable=False, index=True),
    Column("owner", String(64)),
    Column("steps", Json, nullable=False),
    Column("reason", Text, nullable=False),
    Column("cosigners", Json, nullable=False),
    Column("level", Integer, nullable=False, server_default="0"),
    Column("group_name", String(64), nullable=False, server_default="", key="group"),
    Column("need", Integer, nullable=False, server_default="1"),
    Column("agreed", Json, nullable=False, server_default="[]"),
    Column("turn_since", Moment),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("decided_at", Moment),
)

number_series = Table(  # numbers people read aloud: approvals today, more later
    "number_series",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("last", Integer, nullable=False),
)

leave = Table(
    "leave",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person", String(64), nullable=False, index=True),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("delegate", String(64), nullable=False),
)

stay = Table(  # F82: one row whenever an approval leaves a person or a group
    "approval_stay",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("approval", String(32), nullable=False, index=True),
    Column("kind", String(32), nullable=False),
    Column("group_name", String(64), nullable=False, key="group"),
    Column("person", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("day", String(10), nullable=False),
    Column("hour", Integer, nullable=False),  # Shanghai, when it arrived
    Column("entered_at", Moment, nullable=False),
    Column("left_at", Moment, nullable=False),
    Column("minutes", Double, nullable=False),
    Index("ix_approval_stay_day", "day"),
)

blocking = Table(  # F82: one row a group and day, written by the daily job
    "approval_blocking",
    metadata,
    Column("group_name", String(64), primary_key=True, key="group"),
    Column("day", String(10), primary_key=True),
    Column("minutes", Double, nullable=False),  # average stay of that day
    Column("mean", Double, nullable=False),  # average of the thirty days before the last three
    Column("stays", Integer, nullable=False),
    Column("red", Boolean, nullable=False),
)
