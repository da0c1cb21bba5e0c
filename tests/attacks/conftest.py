"""The fortress that is attacked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from app.installation import Installation
from tests.attacks.fortress import Fortress, raise_fortress, settings_for


@pytest_asyncio.fixture
async def fortress(tmp_path: Path) -> AsyncIterator[Fortress]:
    """A service of its own for each attack."""
    async with Installation(settings_for(tmp_path)) as service:
        fortress = await raise_fortress(service)
        yield fortress
        await fortress.browser.close()
