"""Payloads of channels, keys nobody had mapped, and the count of each day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

import storage.tables.metadata

revision = "d898e3b490a2"
down_revision = "0590fdb752b5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "intake",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("event_key", sa.String(length=160), nullable=False),
        sa.Column("external_id", sa.String(length=128), server_default="", nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=64), server_default="", nullable=False),
        sa.Column("source", sa.String(length=64), server_default="", nullable=False),
        sa.Column("mapped", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column(
            "unknown", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False
        ),
        sa.Column("lead_id", sa.String(length=32), nullable=True),
        sa.Column("copies", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("received_at", storage.tables.metadata.Moment(timezone=True), nullable=False),
        sa.Column("done_at", storage.tables.metadata.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
        sa.UniqueConstraint("channel", "event_key", name="uq_intake_channel_event_key"),
    )
    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.create_index("ix_intake_channel_state", ["channel", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_intake_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index("ix_intake_received_at", ["received_at"], unique=False)

    op.create_table(
        "intake_day",
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=True),
        sa.Column("received", sa.Integer(), server_default="0", nullable=False),
        sa.Column("made", sa.Integer(), server_default="0", nullable=False),
        sa.Column("linked", sa.Integer(), server_default="0", nullable=False),
        sa.Column("quarantined", sa.Integer(), server_default="0", nullable=False),
        sa.Column("repeated", sa.Integer(), server_default="0", nullable=False),
        sa.Column("verdict", sa.String(length=16), server_default="", nullable=False),
        sa.Column("updated_at", storage.tables.metadata.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "day", name=op.f("pk_intake_day")),
    )
    op.create_table(
        "intake_key",
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("target", sa.String(length=32), server_default="", nullable=False),
        sa.Column("first_seen", storage.tables.metadata.Moment(timezone=True), nullable=False),
        sa.Column("mapped_at", storage.tables.metadata.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("channel", "key", name=op.f("pk_intake_key")),
    )


def downgrade() -> None:
    """Undo this step."""
    op.drop_table("intake_key")
    op.drop_table("intake_day")
    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.drop_index("ix_intake_received_at")
        batch_op.drop_index(batch_op.f("ix_intake_lead_id"))
        batch_op.drop_index("ix_intake_channel_state")

    op.drop_table("intake")
