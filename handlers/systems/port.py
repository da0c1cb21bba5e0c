"""Another system as the nightly comparison sees it. `bot.systems` fits this by shape, one connector a kind."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SystemRow:
    """One customer of another system, as it came. `id_number` is sealed before anything is stored."""

    external_id: str
    name: str
    phone: str
    updated_at: datetime
    id_number: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, where to go on after them, and how many of the source's rows could not be read."""

    rows: tuple[SystemRow, ...]
    cursor: Mapping[str, str] = field(default_factory=dict)
    unreadable: int = 0


class System(Protocol):
    """A connector. It raises only the errors of `bot.errors`."""

    name: str
    writes: bool

    def pages(self, cursor: Mapping[str, str]) -> AsyncIterator[Page]:
        """Yield what changed since the cursor. A page's cursor is kept together with its rows."""
        ...

    async def holds(self, external_id: str, field: str, value: str) -> bool:
        """Tell whether the system has this value already: asked when nobody knows whether a write arrived."""
        ...

    async def write(self, external_id: str, field: str, value: str, key: str) -> None:
        """Set one field of one customer. `key` is the same for every attempt."""
        ...
