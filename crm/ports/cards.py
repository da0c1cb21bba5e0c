"""Cards as stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol


class CardShelf(Protocol):
    """Cards as stored: the neutral body as JSON, who may see it, and who may press its buttons.

    `watch` is what those see who may not press, where that is another card.
    """

    async def put(
        self,
        body: dict[str, Any],
        subject: str,
        see: Sequence[str],
        press: Sequence[str] | None,
        now: datetime,
        watch: dict[str, Any] | None = None,
    ) -> None: ...
    async def get(self, card_id: str) -> StoredCard | None: ...


class StoredCard(Protocol):
    """One stored card."""

    @property
    def body(self) -> dict[str, Any]: ...
    @property
    def subject(self) -> str: ...
    @property
    def see(self) -> list[str]: ...
    @property
    def press(self) -> list[str] | None: ...
    def body_for(self, person: str) -> dict[str, Any]: ...
