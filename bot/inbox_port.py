"""What receivers need from the inbox."""

from __future__ import annotations

from typing import Protocol


class Inbox(Protocol):
    """Durable, de-duplicating door. `accept` returns only when the event is on disk."""

    async def accept(self, platform: str, key: str, partition: str, raw: bytes) -> bool:
        """Store the raw event and enqueue its handling in one commit. False: it was here before (still fine to ack)."""
        ...
