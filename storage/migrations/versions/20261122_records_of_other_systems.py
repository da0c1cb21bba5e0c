"""Records of other systems, how far they were read, and what differed on which night."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

import storage.tables.metadata

revision = "398a2756d60f"
down_revision = "c41f7e2a9d06"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "master_diff",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("golden_id", sa.String(length=64), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("held", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("winner", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=128), nullable=False),
        sa.Column("losers", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("at", storage.tables.metadata.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", "golden_id", "field", name=op.f("pk_master_diff")),
    )
    op.create_table(
        "master_report",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("different", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("errors", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("at", storage.tables.metadata.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_master_report")),
    )
    with op.batch_alter_table("master_report", schema=None) as batch_op:
        batch_op.create_index("ix_master_report_at", ["at"], unique=False)

    op.create_table(
        "system_cursor",
        sa.Column("system", sa.String(length=32), nullable=False),
        sa.Column("cursor", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("rows", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unreadable", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.String(length=64), server_default="", nullable=False),
        sa.Column("read_at", storage.tables.metadata.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("system", name=op.f("pk_system_cursor")),
    )
    op.create_table(
        "system_record",
        sa.Column("system", sa.String(length=32), nullable=False),
        sa.Column("external_id", sa.String(length=128), nullable=False),
        sa.Column("golden_id", sa.String(length=64), server_default="", nullable=False),
        sa.Column("weak", sa.Boolean(), nullable=False),
        sa.Column("linked", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=64), server_default="", nullable=False),
        sa.Column("phone", sa.String(length=32), server_default="", nullable=False),
        sa.Column("phone_key", sa.String(length=32), server_default="", nullable=False),
        sa.Column("updated_at", storage.tables.metadata.Moment(timezone=True), nullable=False),
        sa.Column("seen_at", storage.tables.metadata.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("system", "external_id", name=op.f("pk_system_record")),
    )
    with op.batch_alter_table("system_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_system_record_golden_id"), ["golden_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_system_record_phone_key"), ["phone_key"], unique=False)


def downgrade() -> None:
    """Undo this step."""
    with op.batch_alter_table("system_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_system_record_phone_key"))
        batch_op.drop_index(batch_op.f("ix_system_record_golden_id"))

    op.drop_table("system_record")
    op.drop_table("system_cursor")
    with op.batch_alter_table("master_report", schema=None) as batch_op:
        batch_op.drop_index("ix_master_report_at")

    op.drop_table("master_report")
    op.drop_table("master_diff")
