"""Writes the audit log (F96): every change of a record leaves a row in the transaction that makes it.

Handlers say what was done; what they do not say is added here. Before and after are hashes of the record, taken by
the session itself, so that no caller can forget them. See docs/rules/audit.md.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session
from sqlalchemy.util import await_only

from crm.trail import AuditRow, Origin
from storage.audit.record_hash import kind_of, record_hash, record_id

SQLITE_MOMENT = "%Y-%m-%d %H:%M:%S.%f"
INSERT = "INSERT INTO audit (at, actor, action, subject, surface, before, after, ip, device) VALUES "
INTO_SQLITE, INTO_POSTGRESQL = INSERT + "(?, ?, ?, ?, ?, ?, ?, ?, ?)", INSERT + "(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
ROWS, TOUCHED, NOW, CONNECTION = "audit_rows", "audit_touched", "now", "audit_connection"
origin: ContextVar[Origin | None] = ContextVar("origin", default=None)
"""Who asks, from where: set at the web's edge for the time of one request."""


def fingerprint(user_agent: str, platform: str) -> str:
    """Return what is kept of a device: 16 hex characters of a hash, never the browser's own words."""
    return sha256(f"{platform}\n{user_agent}".encode()).hexdigest()[:16]


@dataclass(slots=True)
class Touched:
    """A record that this transaction changed: what it was before, as a hash (empty: it was not there)."""

    record: Any
    before: str
    gone: bool = False


class AuditedSession(Session):
    """A session that writes the audit rows of its own transaction right before the commit."""


def note(session: Session, row: AuditRow) -> None:
    """Keep a row until the commit; the record's hashes are filled in there."""
    session.info.setdefault(ROWS, []).append(row)


@event.listens_for(AuditedSession, "before_flush")
def _remember(session: Session, _context: object, _instances: object) -> None:
    touched: dict[str, Touched] = session.info.setdefault(TOUCHED, {})
    for record in session.new:
        _touch(touched, record, "")
    for record in session.dirty:
        if session.is_modified(record):
            _touch(touched, record, None)
    for record in session.deleted:
        _touch(touched, record, None, gone=True)


def _touch(touched: dict[str, Touched], record: Any, before: str | None, gone: bool = False) -> None:
    kind = kind_of(type(record))
    if kind is None:
        return
    subject = f"{kind}:{record_id(record)}"
    if subject not in touched:
        touched[subject] = Touched(record, record_hash(record, committed=True) if before is None else before)
    touched[subject].gone = gone


@event.listens_for(AuditedSession, "before_commit")
def _write(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    rows: list[AuditRow] = session.info.pop(ROWS, [])
    touched: dict[str, Touched] = session.info.pop(TOUCHED, {})
    if not rows and not touched:
        return
    values = [_values(row, touched) for row in rows] + _unsaid(session, rows, touched)
    if values:
        _insert(session, values)


def _insert(session: Session, rows: list[list[Any]]) -> None:
    """Add the rows, straight through the driver: the ordinary way costs twice as much (see tests/audit)."""
    connection = session.info.pop(CONNECTION, None) or session.connection()
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        for row in rows:
            row[0] = row[0].astimezone(UTC).strftime(SQLITE_MOMENT)
        await_only(driver.execute(INTO_SQLITE, rows[0]) if len(rows) == 1 else driver.executemany(INTO_SQLITE, rows))
    elif len(rows) == 1:
        await_only(driver.execute(INTO_POSTGRESQL, rows[0]))
    else:
        await_only(driver.cursor().executemany(INTO_POSTGRESQL, rows))


@event.listens_for(AuditedSession, "after_begin")
def _keep_connection(session: Session, _transaction: object, connection: Connection) -> None:
    session.info[CONNECTION] = connection  # asking the session for it later costs more than the row's own hash


@event.listens_for(AuditedSession, "after_commit")
@event.listens_for(AuditedSession, "after_rollback")
def _forget(session: Session) -> None:
    for key in (ROWS, TOUCHED, CONNECTION):
        session.info.pop(key, None)


def _unsaid(session: Session, rows: list[AuditRow], touched: dict[str, Touched]) -> list[list[Any]]:
    """Return rows for records that changed without a word from the handler."""
    said = {row.subject for row in rows}
    asked = origin.get()
    actor = asked.actor if asked is not None and asked.actor else rows[0].actor if rows else "system"
    surface = rows[0].surface if rows else asked.surface if asked is not None else "job"
    now: Callable[[], datetime] = session.info[NOW]
    found = []
    for subject, change in touched.items():
        if subject in said:
            continue
        after = "" if change.gone else record_hash(change.record)
        if after != change.before:
            did = "delete" if change.gone else "update" if change.before else "create"
            at = rows[0].at if rows else now()
            action = f"{subject.partition(':')[0]}.{did}"
            found.append(_values(AuditRow(at, actor, action, subject, surface, change.before, after), touched))
    return found


def _values(row: AuditRow, touched: dict[str, Touched]) -> list[Any]:
    """Return the columns in the order of `INSERT`."""
    asked = origin.get()
    change = touched.get(row.subject)
    after = row.after or ("" if change is None or change.gone else record_hash(change.record))
    ip = row.ip or (asked.ip if asked is not None else f"via:{row.surface}")
    device = row.device or (asked.device if asked is not None else fingerprint(row.actor, row.surface))
    before = row.before or (change.before if change is not None else "")
    return [
        row.at, row.actor[:64], row.action[:64], row.subject[:128], row.surface[:16], before, after,
        ip[:64], device[:64],
    ]  # fmt: skip
