"""What was heard in audio."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from storage.tables.metadata import Json, Moment, metadata

heard = Table(  # transcripts by audio content: the same clip is never decoded twice
    "heard",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("transcript", Json, nullable=False),
    Column("created_at", Moment, nullable=False),
)
