"""Files of imports on their way: in sealed pieces in the database, whole only while they are read."""

from __future__ import annotations

import asyncio
import hmac
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from crm.intake.importing import Import
from storage.intake.imports import ImportTable

if TYPE_CHECKING:
    from app.installation import Installation

_NONCE = 12


class PieceSeal:
    """AES-GCM under a key of the installation's own: files may hold numbers that are kept nowhere in the open (F67)."""

    def __init__(self, secret: bytes) -> None:
        self._box = AESGCM(hmac.new(secret, b"import-files", sha256).digest())

    def close(self, piece: bytes) -> bytes:
        """Return the piece sealed."""
        nonce = os.urandom(_NONCE)
        return nonce + self._box.encrypt(nonce, piece, None)

    def open(self, sealed: bytes) -> bytes:
        """Return the piece. Raises `cryptography.exceptions.InvalidTag` for one that was touched."""
        return self._box.decrypt(sealed[:_NONCE], sealed[_NONCE:], None)


async def whole(data: AsyncIterator[bytes], size: int) -> AsyncIterator[bytes]:
    """Yield the same bytes in pieces of `size`, the last one smaller."""
    rest = bytearray()
    async for chunk in data:
        rest += chunk
        while len(rest) >= size:
            yield bytes(rest[:size])
            del rest[:size]
    if rest:
        yield bytes(rest)


@asynccontextmanager
async def file_of(service: Installation, seal: PieceSeal, batch: Import) -> AsyncIterator[Path]:
    """Yield the file of an import, readable by us alone and gone afterwards, also when the process is killed later."""
    with tempfile.TemporaryDirectory(prefix="genjin-import-") as folder:
        path = Path(folder) / f"table{Path(batch.name).suffix.lower()}"
        with path.open("wb") as file:
            place = 0
            while True:
                async with service.database.read() as session:
                    sealed = await ImportTable(session).piece(batch.id, place)
                if sealed is None:
                    break
                file.write(await asyncio.to_thread(seal.open, sealed))
                place += 1
        yield path
