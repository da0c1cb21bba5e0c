"""Keys of phones and mails beside leads and contacts, filled for what is there already."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from crm.phone import mail_key, phone_key

revision = "f4a4ae95baa6"
down_revision = "b9d05c2c4239"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phone_key", sa.String(length=32), server_default="", nullable=False))
        batch_op.add_column(sa.Column("mail_key", sa.String(length=255), server_default="", nullable=False))
        batch_op.create_index(batch_op.f("ix_contact_mail_key"), ["mail_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_phone_key"), ["phone_key"], unique=False)

    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phone_key", sa.String(length=32), server_default="", nullable=False))
        batch_op.add_column(sa.Column("mail_key", sa.String(length=255), server_default="", nullable=False))
        batch_op.create_index(batch_op.f("ix_lead_mail_key"), ["mail_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_phone_key"), ["phone_key"], unique=False)
    for name in ("lead", "contact"):
        _fill(name)


def _fill(name: str) -> None:
    table = sa.table(name, *(sa.column(key, sa.String) for key in ("id", "phone", "email", "phone_key", "mail_key")))
    connection = op.get_bind()
    rows = connection.execute(sa.select(table.c.id, table.c.phone, table.c.email)).all()
    keys = [{"row": row.id, "number": phone_key(row.phone), "mail": mail_key(row.email)} for row in rows]
    found = [key for key in keys if key["number"] or key["mail"]]
    if found:
        change = sa.update(table).where(table.c.id == sa.bindparam("row"))
        connection.execute(change.values(phone_key=sa.bindparam("number"), mail_key=sa.bindparam("mail")), found)


def downgrade() -> None:
    """Undo this step."""
    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lead_phone_key"))
        batch_op.drop_index(batch_op.f("ix_lead_mail_key"))
        batch_op.drop_column("mail_key")
        batch_op.drop_column("phone_key")

    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_phone_key"))
        batch_op.drop_index(batch_op.f("ix_contact_mail_key"))
        batch_op.drop_column("mail_key")
        batch_op.drop_column("phone_key")
