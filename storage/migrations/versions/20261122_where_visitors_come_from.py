"""where visitors come from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "eb7e320ad35c"
down_revision = "398a2756d60f"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ip", sa.String(length=45), server_default="", nullable=False))
        batch_op.create_index("ix_intake_ip_received_at", ["ip", "received_at"], unique=False)


def downgrade() -> None:
    """Undo this step."""
    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.drop_index("ix_intake_ip_received_at")
        batch_op.drop_column("ip")
