"""Our own people: their chats, their tokens, when they were seen."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, String, Table

from storage.tables.metadata import Json, Moment, metadata

user = Table(
    "user_account",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("team", String(64), nullable=False, server_default=""),
    Column("manager", String(64), nullable=False, server_default=""),
    Column("city", String(64), nullable=False, server_default=""),
    Column("industries", Json, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("home", String(16), nullable=False, server_default="wecom"),
    Column("email", String(255), nullable=False, server_default=""),
    Column("phone", String(32), nullable=False, server_default=""),
    Column("grants", Json, nullable=False, server_default="{}"),  # F98, made of the rules in force
)

identity = Table(
    "identity",
    metadata,
    Column("platform", String(16), primary_key=True),
    Column("external_id", String(255), primary_key=True),
    Column("user_id", String(64), nullable=False, index=True),
)

api_token = Table(
    "api_token",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("user_id", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
)

activity = Table(
    "activity",
    metadata,
    Column("user_id", String(64), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("visits", Integer, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
)
