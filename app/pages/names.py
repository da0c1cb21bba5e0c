"""Fits `web.pages.names.Names`: an uploaded table of standard names, read and kept with the person's rights."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.doors.names import AT_ONCE, StoredNames, name_pairs
from app.pages.unseen import note_unseen
from crm.people import Role, User
from storage.people.people import PeopleTable
from web.pages.names import NamesKept

if TYPE_CHECKING:
    from app.installation import Installation

LARGEST = 64 << 20


class NamesOnPages:
    """Administrators only."""

    def __init__(self, service: Installation) -> None:
        self._service = service

    async def may(self, person: str) -> bool:
        """Tell whether this person may upload a table now."""
        if await self._admin(person) is not None:
            return True
        await note_unseen(self._service, person, "names")
        return False

    async def keep_table(self, person: str, name: str, data: AsyncIterator[bytes]) -> NamesKept | None:
        """Keep a table; None without the two columns. Raises `UnreadableTable`, OverflowError."""
        with tempfile.TemporaryDirectory(prefix="genjin-names-") as folder:
            file = Path(folder) / f"table{Path(name).suffix.lower()[:8]}"
            await _stored(file, data)
            pairs = await asyncio.to_thread(name_pairs, file)
        user = await self._admin(person)
        if pairs is None or user is None:
            return None
        total: dict[str, Any] = {"kept": 0, "renamed": 0, "refused": []}
        for start in range(0, len(pairs), AT_ONCE):
            done = await StoredNames(self._service).keep(user, pairs[start : start + AT_ONCE], name)
            total = {key: total[key] + done[key] for key in total}
        return NamesKept(**total)

    async def _admin(self, person: str) -> User | None:
        async with self._service.database.read() as session:
            user = await PeopleTable(session).get(person)
        return user if user is not None and user.active and user.role == Role.ADMIN else None


async def _stored(file: Path, data: AsyncIterator[bytes]) -> None:
    size = 0
    with file.open("wb") as written:
        async for piece in data:
            size += len(piece)
            if size > LARGEST:
                raise OverflowError(str(size))
            await asyncio.to_thread(written.write, piece)
