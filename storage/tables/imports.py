"""Imports of tables: the file until it is read, every row with its verdict, and what each row made."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table

from storage.tables.metadata import Json, Moment, metadata

import_batch = Table(
    "import_batch",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("event_key", String(255), nullable=False, unique=True),  # the folder's file as it stood, or the id
    Column("name", String(255), nullable=False),
    Column("channel", String(64), nullable=False),
    Column("origin", String(16), nullable=False),  # folder | command | api
    Column("person", String(64), nullable=False),  # who ordered it; empty: the folder
    Column("ask", Boolean, nullable=False),  # shows a preview and waits
    Column("mapped", Json, nullable=False),  # what the sender said of columns
    Column("state", String(12), nullable=False),
    Column("reason", String(255), nullable=False, server_default=""),
    Column("headings", Json, nullable=False),
    Column("unknown", Json, nullable=False),
    Column("size", BigInteger, nullable=False, server_default="0"),
    Column("staged", Integer, nullable=False, server_default="0"),
    Column("applied", Integer, nullable=False, server_default="0"),
    Column("undone", Integer, nullable=False, server_default="0"),
    Column("counts", Json, nullable=False),
    Column("rev", Integer, nullable=False, server_default="0"),  # of its card
    Column("created_at", Moment, nullable=False, index=True),
    Column("done_at", Moment),
)

import_piece = Table(  # the file in sealed pieces of at most a mebibyte, gone once it is read
    "import_piece",
    metadata,
    Column("import_id", String(32), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

import_row = Table(
    "import_row",
    metadata,
    Column("import_id", String(32), primary_key=True),
    Column("place", Integer, primary_key=True),  # from 1, in the order of the file
    Column("number", Integer, nullable=False),  # as a spreadsheet shows it
    Column("cells", Json, nullable=False),
    Column("found", Json, nullable=False),
    Column("remarks", Json, nullable=False),
    Column("phone_key", String(32), nullable=False, server_default=""),
    Column("mail_key", String(255), nullable=False, server_default=""),
    Column("golden_id", String(64), nullable=False, server_default=""),
    Column("verdict", String(8), nullable=False),
    Column("reason", String(64), nullable=False, server_default=""),
    Column("owner", String(64), nullable=False, server_default=""),
    Column("lead_id", String(32)),
    Column("made", Json, nullable=False),  # kind → id of what this row brought into being
    Index("ix_import_row_phone", "import_id", "phone_key"),
    Index("ix_import_row_lead", "import_id", "lead_id"),
)
