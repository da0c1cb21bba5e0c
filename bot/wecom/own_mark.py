"""What makes the messages of one parcel different from those of every other, and equal to their own repeats.

WeCom drops a message to a person when it sent one with the same content within the check interval. That makes a
repeat after a lost answer harmless, and it would swallow the second of two equal answers. So every message carries
something of its parcel's key: cards in their task id, texts in a few characters that no client shows.
"""

from __future__ import annotations

import hashlib
from typing import Any

MARK_BYTES = 8 * 3
_UNSEEN = "\u200b\u200c\u200d\u2060"


def unseen_mark(key: str) -> str:
    """Return eight characters without width that say which parcel this is (16 bits)."""
    bits = int.from_bytes(hashlib.sha256(key.encode()).digest()[:2], "big")
    return "".join(_UNSEEN[bits >> shift & 3] for shift in range(14, -2, -2))


def marked(content: str, key: str, limit: int) -> str:
    """Return the content with its mark; one filled to the last of `limit` bytes has no room, and hardly an equal."""
    longer = content + unseen_mark(key)
    return longer if len(longer.encode()) <= limit else content


def with_own_task(card: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the card with a task id of its own: ids are unique in the app, and one card goes to several people."""
    if "task_id" not in card:
        return card
    return {**card, "task_id": f"{card['task_id']}-{hashlib.sha256(key.encode()).hexdigest()[:10]}"}
