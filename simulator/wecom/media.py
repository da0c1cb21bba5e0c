"""Temporary media: kept three days, uploaded by the bot or recorded by a person (platforms.md 1.2)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.wecom.answers import Answer, Refusal, ok
from simulator.wecom.corp import Corp

KEPT = timedelta(days=3)
MEGABYTE = 1024 * 1024
LARGEST = {"image": 10 * MEGABYTE, "voice": 2 * MEGABYTE, "video": 10 * MEGABYTE, "file": 20 * MEGABYTE}
SMALLEST = 6
CONTENT_TYPES = {"image": "image/jpeg", "voice": "audio/amr", "video": "video/mp4"}


@dataclass(frozen=True, slots=True)
class Medium:
    """One stored file. `webhook` is the group webhook it belongs to; empty for the app's own."""

    kind: str
    name: str
    content: bytes
    until: datetime
    webhook: str = ""

    @property
    def content_type(self) -> str:
        """Return the type it is served with."""
        return CONTENT_TYPES.get(self.kind, "application/octet-stream")


class MediaStore:
    """All media of the corp, by media_id."""

    def __init__(self, corp: Corp) -> None:
        self._corp = corp
        self._media: dict[str, Medium] = {}

    def add(self, kind: str, name: str, content: bytes, webhook: str = "") -> str:
        """Store and return the new media_id. Raises 40058 for a kind, size or format that is not taken."""
        limit = LARGEST.get(kind)
        if limit is None or not SMALLEST <= len(content) <= limit:
            raise Refusal(40058, f"{kind} of {len(content)} bytes")
        if kind == "voice" and not content.startswith(b"#!AMR"):
            raise Refusal(40058, "voice is not AMR")
        return self.keep(kind, name, content, webhook)

    def keep(self, kind: str, name: str, content: bytes, webhook: str = "") -> str:
        """Store without looking: a person's client sends what it recorded, damaged or not."""
        media_id = f"{kind}_{secrets.token_urlsafe(30)}"
        self._media[media_id] = Medium(kind, name, content, self._corp.world.now() + KEPT, webhook)
        return media_id

    def find(self, media_id: str, webhook: str = "") -> Medium:
        """Return a medium that is still kept and belongs here. Raises 40007."""
        medium = self._media.get(media_id)
        if medium is None or medium.until <= self._corp.world.now() or medium.webhook != webhook:
            raise Refusal(40007)
        return medium

    def uploaded(self, kind: str, name: str, content: bytes, webhook: str = "") -> Answer:
        """Serve `media/upload` and `webhook/upload_media`."""
        if webhook and kind not in ("file", "voice"):
            raise Refusal(40058, f"type {kind!r}")
        media_id = self.add(kind, name, content, webhook)
        return ok(type=kind, media_id=media_id, created_at=str(self._corp.timestamp()))
