"""One folder of models for all tests, and a pool."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from nlp.speech.pool import SpeechPool


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the model is joined once for all tests."""
    return tmp_path_factory.mktemp("speech")


@pytest_asyncio.fixture
async def pool(models: Path) -> AsyncIterator[SpeechPool]:
    pool = SpeechPool(data_dir=models, queue_size=1)
    yield pool
    await pool.close()
