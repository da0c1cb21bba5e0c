"""the team beside a lead."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "a60d54ea42b8"
down_revision = "4555f0b60f61"
branch_labels = None
depends_on = None

# A lead has the team of whoever owns it, written by the database itself: the policy relies on it, and no program can
# forget it. While a person changes teams nobody writes leads on PostgreSQL, or one written in that moment would keep
# the old team: writers share a lock, a change of teams holds it alone. SQLite has one writer anyway.
LOCK = 7_265_119  # any number, the same for ever
TEAM = "coalesce((SELECT team FROM user_account WHERE id = NEW.owner), '')"
WRITE = "UPDATE lead SET owner_team = {} WHERE {}"
TRIGGERS = {"lead": ("lead_team", "lead_moved"), "user_account": ("team_moved", "team_new", "team_gone")}


def _keep_on_sqlite() -> None:
    for name, moment in (("lead_team", "INSERT"), ("lead_moved", "UPDATE OF owner")):
        op.execute(
            f"CREATE TRIGGER {name} AFTER {moment} ON lead WHEN NEW.owner_team <> {TEAM} "
            f"BEGIN {WRITE.format(TEAM, 'id = NEW.id')}; END"
        )
    moved = WRITE.format("NEW.team", "owner = NEW.id")
    op.execute(
        f"CREATE TRIGGER team_moved AFTER UPDATE OF team ON user_account WHEN OLD.team <> NEW.team BEGIN {moved}; END"
    )
    op.execute(f"CREATE TRIGGER team_new AFTER INSERT ON user_account BEGIN {moved} AND owner_team <> NEW.team; END")
    gone = WRITE.format("''", "owner = OLD.id")
    op.execute(f"CREATE TRIGGER team_gone AFTER DELETE ON user_account BEGIN {gone}; END")


def _keep_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION lead_team() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"PERFORM pg_advisory_xact_lock_shared({LOCK}); NEW.owner_team := {TEAM}; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE FUNCTION team_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"PERFORM pg_advisory_xact_lock({LOCK}); "
        f"IF TG_OP = 'DELETE' THEN {WRITE.format(repr(''), 'owner = OLD.id')}; "
        f"ELSE {WRITE.format('NEW.team', 'owner = NEW.id')} AND owner_team <> NEW.team; END IF; RETURN NULL; END $$"
    )
    each = "FOR EACH ROW EXECUTE FUNCTION"
    op.execute(f"CREATE TRIGGER lead_team BEFORE INSERT ON lead {each} lead_team()")
    op.execute(f"CREATE TRIGGER lead_moved BEFORE UPDATE OF owner, owner_team ON lead {each} lead_team()")
    op.execute(
        "CREATE TRIGGER team_moved AFTER UPDATE OF team ON user_account FOR EACH ROW "
        "WHEN (OLD.team IS DISTINCT FROM NEW.team) EXECUTE FUNCTION team_moved()"
    )
    op.execute(f"CREATE TRIGGER team_new AFTER INSERT ON user_account {each} team_moved()")
    op.execute(f"CREATE TRIGGER team_gone AFTER DELETE ON user_account {each} team_moved()")


def upgrade() -> None:
    """Apply this step."""
    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner_team", sa.String(length=64), server_default="", nullable=False))
    op.execute("UPDATE lead SET owner_team = coalesce((SELECT team FROM user_account WHERE id = lead.owner), '')")
    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.create_index("ix_lead_team_created", ["owner_team", "created_at", "id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        _keep_on_sqlite()
    else:
        _keep_on_postgresql()


def downgrade() -> None:
    """Undo this step."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, names in TRIGGERS.items():
        for name in names:
            op.execute(f"DROP TRIGGER {name}" if sqlite else f"DROP TRIGGER {name} ON {table}")
    if not sqlite:
        op.execute("DROP FUNCTION lead_team, team_moved")
    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.drop_index("ix_lead_team_created")
        batch_op.drop_column("owner_team")
