"""Holds evidence against the log: an approval's path, follow-ups, customer events and decisions as they were written.

Each has an audit row whose `after` is its hash. The chain proves the row, the row proves the record (F66, F83).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import class_mapper

from storage.audit.record_hash import EVIDENCE, kind_of, values_hash
from storage.audit.verify import Report
from storage.database import Database
from storage.tables.trail import audit

STEP = 500


def verify_evidence(database: Database, report: Report) -> None:
    """Add a finding for every piece of evidence that differs from what the log says of it, or is gone."""
    engine = database.sync_engine(1)
    try:
        with engine.connect() as connection:
            for cls in EVIDENCE:
                _compare(connection, cls, report)
    finally:
        engine.dispose()


def _compare(connection: Connection, cls: type, report: Report) -> None:
    kind = kind_of(cls) or ""
    table = class_mapper(cls).local_table
    columns = [table.c[name] for name in EVIDENCE[cls]]
    last = ""
    while rows := connection.execute(select(*columns).where(table.c.id > last).order_by(table.c.id).limit(STEP)).all():
        known = _hashes(connection, [f"{kind}:{row.id}" for row in rows])
        for row in rows:
            subject = f"{kind}:{row.id}"
            if subject in known and known[subject] != values_hash(cls, list(row)):
                report.add("evidence", 0, None, f"证据被改动：{subject}")
        report.evidence += len(rows)
        last = rows[-1].id
    _missing(connection, kind, table, report)


def _hashes(connection: Connection, subjects: Sequence[str]) -> dict[str, str]:
    """Return subject → hash of its newest row that has one."""
    newest = (
        select(func.max(audit.c.id)).where(audit.c.subject.in_(subjects), audit.c.after != "").group_by(audit.c.subject)
    )
    rows = connection.execute(select(audit.c.subject, audit.c.after).where(audit.c.id.in_(newest)))
    return {row.subject: row.after for row in rows}


def _missing(connection: Connection, kind: str, table: Any, report: Report) -> None:
    """Name evidence that the log knows and the table no longer has, unless deleting it was itself logged."""
    subject = (kind + ":") + table.c.id
    there = select(table.c.id).where(subject == audit.c.subject).exists()
    newest = select(func.max(audit.c.id)).where(audit.c.subject.startswith(kind + ":", autoescape=True))
    query = select(audit.c.subject).where(audit.c.id.in_(newest.group_by(audit.c.subject)), audit.c.after != "", ~there)
    for row in connection.execute(query.limit(STEP)):
        report.add("evidence", 0, None, f"证据被删除：{row.subject}")
