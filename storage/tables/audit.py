"""Tables of the audit chain. The rows themselves stand in `audit`; triggers refuse to change any of this."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from storage.tables.metadata import BigId, Moment, metadata

audit_pending = Table(  # rows that stand in the log but not yet in the chain; a trigger fills it
    "audit_pending",
    metadata,
    Column("audit_id", BigId, primary_key=True, autoincrement=False),
)

audit_link = Table(  # one link a row, in chain order
    "audit_link",
    metadata,
    Column("position", BigId, primary_key=True, autoincrement=False),
    Column("audit_id", BigId, nullable=False, unique=True),
    Column("hash", String(64), nullable=False),
)

audit_tip = Table(  # how far the chain goes, signed anew by every sealing; the only row here that changes
    "audit_tip",
    metadata,
    Column("name", String(8), primary_key=True),
    Column("position", BigId, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("signature", String(64), nullable=False),
)

audit_head = Table(  # where the chain stood at the end of a Shanghai day
    "audit_head",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("position", BigId, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("signature", String(64), nullable=False),
)

audit_purge = Table(  # what was purged: all links up to `position`, every row older than `cutoff`
    "audit_purge",
    metadata,
    Column("position", BigId, primary_key=True, autoincrement=False),
    Column("hash", String(64), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("cutoff", Moment, nullable=False),
    Column("at", Moment, nullable=False),
    Column("signature", String(64), nullable=False),
)

challenge = Table(  # a sensitive act that waits for its one-time code (F95)
    "challenge",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person", String(64), nullable=False, index=True),
    Column("act", String(32), nullable=False),
    Column("operation", String(255), nullable=False),
    Column("args", String, nullable=False),  # canonical JSON; the code is bound to its hash
    Column("issued_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("state", String(12), nullable=False),  # waiting | done | locked | replaced
)

deletion = Table(  # one act of deleting: what it took away can be brought back by one act
    "deletion",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person", String(64), nullable=False, index=True),
    Column("owner", String(64), nullable=False),
    Column("name", String(255), nullable=False),
    Column("customers", Integer, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("restored_at", Moment),
    Column("restored_by", String(64), nullable=False, server_default=""),
)

deleted_row = Table(
    "deleted_row",
    metadata,
    Column("deletion_id", String(32), primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("record_id", String(64), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("row", String, nullable=False),  # JSON of every column
)

allowance = Table(  # what a person used up of a daily allowance: collision questions, exported rows
    "allowance",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("what", String(32), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("used", Integer, nullable=False),
)
