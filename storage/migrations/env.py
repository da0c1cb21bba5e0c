"""How Alembic runs here: always on the open connection it is given (see `storage.migrate`)."""

from __future__ import annotations

from typing import Any

from alembic import context

from storage.tables import load_all
from storage.tables.metadata import metadata


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """Decide whether a table found in the database is ours; the engine keeps its own beside them on SQLite."""
    return kind != "table" or name in metadata.tables


load_all()
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    include_name=is_ours,
    compare_server_default=False,
)
with context.begin_transaction():
    context.run_migrations()
