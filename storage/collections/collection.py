"""One collection of the JSON API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import FromClause

from storage.collections.rights import Visible


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection: its table, public key → column name, who sees which rows, and the column to order by."""

    table: FromClause
    keys: Mapping[str, str]
    visible: Visible
    newest: str
