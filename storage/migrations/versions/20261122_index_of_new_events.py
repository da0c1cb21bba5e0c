"""Index events by arrival and only while they wait, so that taking one in costs little."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "c41f7e2a9d06"
down_revision = "585c3b7dddcd"
branch_labels = None
depends_on = None

NEW, DONE = sa.text("state = 'new'"), sa.text("state = 'done'")


def upgrade() -> None:
    """Apply this step."""
    op.drop_index("ix_inbox_state_received", "inbox")
    op.drop_index("ix_inbox_partition_state", "inbox")
    op.create_index("ix_inbox_new", "inbox", ["received_at", "partition"], sqlite_where=NEW, postgresql_where=NEW)
    op.create_index("ix_inbox_done", "inbox", ["done_at"], sqlite_where=DONE, postgresql_where=DONE)


def downgrade() -> None:
    """Take this step back."""
    op.drop_index("ix_inbox_done", "inbox")
    op.drop_index("ix_inbox_new", "inbox")
    op.create_index("ix_inbox_partition_state", "inbox", ["partition", "state"])
    op.create_index("ix_inbox_state_received", "inbox", ["state", "received_at"])
