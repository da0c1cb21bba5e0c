"""Records of other systems."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from crm.merging.golden_id import GoldenId
from crm.merging.master import Difference, Held, Touch


class Systems(Protocol):
    """What other systems hold, and what differed."""

    async def keep(self, one: Held, golden: GoldenId | None, now: datetime, linked: bool = False) -> None: ...
    async def leads_of_phone(self, key: str) -> list[str]: ...
    async def shared(self, after: str) -> list[list[Held]]: ...
    async def put_difference(self, day: str, one: Difference, now: datetime) -> None: ...
    async def settle_loser(self, day: str, golden_id: str, field: str, system: str, state: str) -> None: ...
    async def put_report(
        self, day: str, compared: int, different: int, text: str, errors: Mapping[str, Any], now: datetime
    ) -> bool: ...
    async def touches(self, phone: str, golden_id: str, since: datetime) -> list[Touch]: ...
