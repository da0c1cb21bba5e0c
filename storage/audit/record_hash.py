"""The hash of a record as it stands, the same from memory and from the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import Double, inspect
from sqlalchemy.orm import Mapper, class_mapper
from sqlalchemy.orm.base import NO_VALUE

from crm.approvals.approval import Approval
from crm.notes.follow_up import FollowUp
from crm.people import Activity, Identity, User
from crm.trail import Decision, Happening, Question

SILENT: frozenset[type] = frozenset({Activity, Question, Identity})
"""Presence, open questions; who is known by which name is audited as one act, `team.replace`."""

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


@dataclass(frozen=True, slots=True)
class Shape:
    """What is looked up once of a class: its word in subjects, its keys, the columns that count and the Doubles."""

    kind: str
    keys: Sequence[str]
    columns: Sequence[str]
    doubles: Sequence[str]


_SHAPES: dict[type, Shape] = {}


def kind_of(cls: type) -> str | None:
    """Return the word before the id in a subject (`lead:…`), or None for what is not audited record by record."""
    return None if cls in SILENT else _shape(cls).kind


def record_id(record: Any) -> str:
    """Return the primary key as text."""
    values = inspect(record).dict
    return "/".join(str(values[name]) for name in _shape(type(record)).keys)


def record_hash(record: Any, committed: bool = False) -> str:
    """Return the hash of the record now, or as it was last flushed."""
    state = inspect(record)
    cls = type(record)
    now: Mapping[str, Any] = state.dict
    before: Mapping[str, Any] = state.committed_state if committed else {}
    values = [before.get(name, now.get(name)) for name in _shape(cls).columns]
    return values_hash(cls, [None if value is NO_VALUE else value for value in values])


def values_hash(cls: type, values: Sequence[Any]) -> str:
    """Return the hash of the values of a class's columns that count, each as the database gives it back.

    A Double is a float, a moment is UTC.
    """
    shape = _shape(cls)
    named = dict(zip(shape.columns, values, strict=True))
    for name in shape.doubles:
        if type(named[name]) is int:
            named[name] = float(named[name])
    for name, value in named.items():
        if isinstance(value, datetime) and value.tzinfo is not UTC:
            named[name] = value.astimezone(UTC)
    return sha256(orjson.dumps(named, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)).hexdigest()


def _shape(cls: type) -> Shape:
    known = _SHAPES.get(cls)
    if known is not None:
        return known
    mapper: Mapper[Any] = class_mapper(cls)
    kind = KINDS.get(cls) or "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("_")
    keys = [mapper.get_property_by_column(column).key for column in mapper.primary_key]
    columns = HASHED.get(cls) or tuple(attribute.key for attribute in mapper.column_attrs)
    doubles = [name for name in columns if isinstance(mapper.columns[name].type, Double)]
    return _SHAPES.setdefault(cls, Shape(kind, keys, columns, doubles))
