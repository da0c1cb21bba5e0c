"""Leads that were given to somebody, and whether they have looked at them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.tables.metadata

revision = "4555f0b60f61"
down_revision = "4a17cc4a2ac6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "assignment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("lead_id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", storage.tables.metadata.Moment(timezone=True), nullable=False),
        sa.Column("why", sa.String(length=255), server_default="", nullable=False),
        sa.Column("read_at", storage.tables.metadata.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index("ix_assignment_owner_at", ["owner", "at"], unique=False)


def downgrade() -> None:
    """Undo this step."""
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index("ix_assignment_owner_at")
        batch_op.drop_index(batch_op.f("ix_assignment_lead_id"))

    op.drop_table("assignment")
