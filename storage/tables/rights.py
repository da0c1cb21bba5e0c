"""Rules on rights that were said in a sentence, previewed and confirmed (F98)."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from storage.tables.metadata import Json, Moment, metadata

rights_rule = Table(
    "rights_rule",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("version", Integer, unique=True),  # in the order of confirmation; none while it is a preview
    Column("sentence", String(255), nullable=False),
    Column("subject", String(80), nullable=False),  # role:… or user:…
    Column("name", String(64), nullable=False),
    Column("changes", Json, nullable=False),  # act or field:… → reach
    Column("base", Integer, nullable=False),  # the version in force when it was previewed
    Column("person", String(64), nullable=False),
    Column("state", String(12), nullable=False, index=True),  # proposed | active | dropped | undone
    Column("created_at", Moment, nullable=False),
    Column("decided_at", Moment),
)
