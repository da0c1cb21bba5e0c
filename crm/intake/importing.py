"""The course of one import, from the file to its undoing; every state is on disk before the next begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crm.rights.entries import IMPORTERS

ARRIVING, RECEIVED, READ, APPLYING, APPLIED = "arriving", "received", "read", "applying", "applied"
UNDOING, UNDONE, DROPPED, UNUSABLE = "undoing", "undone", "dropped", "unusable"
SAID: Mapping[str, str] = {
    ARRIVING: "接收中", RECEIVED: "读取中", READ: "待确认", APPLYING: "导入中", APPLIED: "已导入",
    UNDOING: "撤销中", UNDONE: "已撤销", DROPPED: "已放弃", UNUSABLE: "无法读取",
}  # fmt: skip
ENDED = frozenset({UNDONE, DROPPED, UNUSABLE})


@dataclass(frozen=True, slots=True)
class Import:
    """One import. `staged`, `applied` and `undone` count rows and are the places to go on from after a crash."""

    id: str
    name: str
    channel: str
    origin: str
    person: str
    ask: bool
    state: str
    reason: str
    created_at: datetime
    mapped: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    staged: int = 0
    applied: int = 0
    undone: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    rev: int = 0
    done_at: datetime | None = None

    @property
    def card(self) -> str:
        """The id of its card."""
        return f"import-{self.id}"


@dataclass(slots=True)
class ImportRow:
    """One staged row. `made` names what it brought into being, and is what an undoing takes away."""

    place: int
    number: int
    cells: list[str]
    found: dict[str, str]
    remarks: list[str]
    phone_key: str
    mail_key: str
    golden_id: str
    verdict: str
    reason: str
    owner: str = ""
    lead_id: str | None = None
    made: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """A customer we have, found by phone or mail."""

    lead_id: str | None
    account_id: str | None
    owner: str


def may_import(role: str) -> bool:
    """Decide whether a role may import, look at imports and take them back."""
    return role in IMPORTERS


def may_undo(state: str) -> bool:
    """Decide whether an import can be taken back: any that has not ended, also one that is under way."""
    return state not in ENDED and state not in (ARRIVING, UNDOING)


def untouched(made_at: datetime, updated_at: datetime, notes: int) -> bool:
    """Decide whether a lead is still as the import made it: nobody changed it and nobody wrote a follow-up.

    A lead somebody has worked on is kept when the import is undone, and named.
    """
    return updated_at <= made_at and notes == 0
