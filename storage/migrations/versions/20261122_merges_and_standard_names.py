"""merges and standard names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

import storage.tables.metadata

revision = "8362e317b020"
down_revision = "88a1ff976b7f"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "company_alias",
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("alias", sa.String(length=255), nullable=False),
        sa.Column("standard", sa.String(length=255), nullable=False),
        sa.Column("source", sa.String(length=128), server_default="", nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("at", storage.tables.metadata.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_company_alias")),
    )
    with op.batch_alter_table("company_alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_company_alias_standard"), ["standard"], unique=False)

    op.create_table(
        "duplicate_pair",
        sa.Column("one", sa.String(length=40), nullable=False),
        sa.Column("other", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("merge_id", sa.String(length=32), server_default="", nullable=False),
        sa.Column("at", storage.tables.metadata.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_duplicate_pair")),
    )
    with op.batch_alter_table("duplicate_pair", schema=None) as batch_op:
        batch_op.create_index("ix_duplicate_pair_other", ["other"], unique=False)

    op.create_table(
        "merge",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("sides", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("master", sa.String(length=40), server_default="", nullable=False),
        sa.Column("name", sa.String(length=255), server_default="", nullable=False),
        sa.Column("seen", sa.String(length=64), server_default="", nullable=False),
        sa.Column("body", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column(
            "reasons", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False
        ),
        sa.Column("owners", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column(
            "reviewers", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False
        ),
        sa.Column("created_at", storage.tables.metadata.Moment(timezone=True), nullable=False),
        sa.Column("done_at", storage.tables.metadata.Moment(timezone=True), nullable=True),
        sa.Column("split_at", storage.tables.metadata.Moment(timezone=True), nullable=True),
        sa.Column("split_by", sa.String(length=64), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merge_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_merge_master"), ["master"], unique=False)
        batch_op.create_index(batch_op.f("ix_merge_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_merge_state"), ["state"], unique=False)

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("address", sa.String(length=255), server_default="", nullable=False))
        batch_op.add_column(sa.Column("address_key", sa.String(length=128), server_default="", nullable=False))
        batch_op.add_column(sa.Column("name_key", sa.String(length=128), server_default="", nullable=False))
        batch_op.create_index(batch_op.f("ix_account_address_key"), ["address_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_master"), ["master"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_name_key"), ["name_key"], unique=False)

    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.add_column(sa.Column("raw_company", sa.String(length=255), server_default="", nullable=False))
        batch_op.add_column(sa.Column("master", sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f("ix_lead_master"), ["master"], unique=False)


def downgrade() -> None:
    """Undo this step."""
    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lead_master"))
        batch_op.drop_column("master")
        batch_op.drop_column("raw_company")

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_name_key"))
        batch_op.drop_index(batch_op.f("ix_account_master"))
        batch_op.drop_index(batch_op.f("ix_account_address_key"))
        batch_op.drop_column("name_key")
        batch_op.drop_column("address_key")
        batch_op.drop_column("address")

    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merge_state"))
        batch_op.drop_index(batch_op.f("ix_merge_person"))
        batch_op.drop_index(batch_op.f("ix_merge_master"))
        batch_op.drop_index(batch_op.f("ix_merge_created_at"))

    op.drop_table("merge")
    with op.batch_alter_table("duplicate_pair", schema=None) as batch_op:
        batch_op.drop_index("ix_duplicate_pair_other")

    op.drop_table("duplicate_pair")
    with op.batch_alter_table("company_alias", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_company_alias_standard"))

    op.drop_table("company_alias")
