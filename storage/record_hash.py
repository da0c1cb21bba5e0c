"""The hash of a record as it stands, the same from memory and from the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import Column, inspect
from sqlalchemy.orm import class_mapper, object_mapper
from sqlalchemy.orm.base import NO_VALUE

from crm.approval import Approval
from crm.follow_up import FollowUp
from crm.people import Activity, Identity, User
from crm.trail import AuditRow, Decision, Happening, Question

SILENT: frozenset[type] = frozenset({AuditRow, Activity, Question, Identity})
"""The log itself, presence, open questions; who is known by which name is audited as one act, `team.replace`."""

KINDS: Mapping[type, str] = {Happening: "event"}

EVIDENCE: Mapping[type, tuple[str, ...]] = {
    Approval: ("id", "kind", "requester", "subject", "customer", "amount", "steps"),
    FollowUp: ("id", "text", "at", "solved", "next_step", "promised_time"),
    Happening: ("id", "kind", "platform", "external_id", "at", "staff", "detail"),
    Decision: ("id", "rule", "subject", "person", "at", "reasons", "inputs"),
}
"""What must stand as it was written, and is compared with the log by `genjin verify`. Never shorten or reorder."""

HASHED: Mapping[type, tuple[str, ...]] = {
    **EVIDENCE,
    User: ("id", "name", "role", "team", "manager", "active", "email", "phone", "grants"),
}


def kind_of(cls: type) -> str | None:
    """Return the word before the id in a subject (`lead:…`), or None for what is not audited record by record."""
    if cls in SILENT:
        return None
    return KINDS.get(cls) or "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("_")


def record_id(record: Any) -> str:
    """Return the primary key as text."""
    mapper = object_mapper(record)
    return "/".join(str(part) for part in mapper.primary_key_from_instance(record))


def record_hash(record: Any, committed: bool = False) -> str:
    """Return the hash of the record now, or as it was last flushed."""
    state = inspect(record)
    cls = type(record)
    names = hashed_columns(cls)
    now: Mapping[str, Any] = state.dict
    before: Mapping[str, Any] = state.committed_state if committed else {}
    values = [before.get(name, now.get(name)) for name in names]
    return values_hash(cls, [None if value is NO_VALUE else value for value in values])


def hashed_columns(cls: type) -> Sequence[str]:
    """Return the columns that count for records of this class."""
    return HASHED.get(cls) or [attribute.key for attribute in class_mapper(cls).column_attrs]


def values_hash(cls: type, values: Sequence[Any]) -> str:
    """Return the hash of these values of `hashed_columns(cls)`."""
    columns = class_mapper(cls).columns
    named = {name: _plain(columns[name], value) for name, value in zip(hashed_columns(cls), values, strict=True)}
    return sha256(orjson.dumps(named, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)).hexdigest()


def _plain(column: Column[Any], value: Any) -> Any:
    """Return the value as the database gives it back: a Double is a float, a moment is UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and column.type.python_type is float:
        return float(value)
    return value
