"""Deletions: what somebody took away in one act, and what one act brings back (F95)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Deletion:
    """One act of deleting. `owner` is whose customers they were (empty: several people's); `rows` counts all rows."""

    id: str
    person: str
    owner: str
    name: str
    customers: int
    rows: int
    at: datetime
    restored_at: datetime | None = None
    restored_by: str = ""
