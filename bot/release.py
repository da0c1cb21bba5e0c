"""Starts what was recorded: right after its commit, and under load many commits' worth at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from storage.writer import Writer

PAUSE_SECONDS = 0.05  # A quarter of the engine's poll: what gathers meanwhile is started together.
FEW = 4
LOADED_PAUSE_SECONDS = 0.2  # Under load a start costs more than the wait for the next poll.
RETRY_SECONDS = 1.0

log = structlog.get_logger(__name__)


class ReleasingEngine(Protocol):
    """The part of the engine that starts recorded jobs; one that was started before is left alone."""

    def release(self, connection: Connection, keys: Sequence[str]) -> None: ...


class Releaser:
    """Keeps the acknowledged commit small: the engine's own rows are written in a later one.

    A process killed in between loses nothing, for the recorded jobs are the truth: the engine looks for them when it
    starts and in each sweep.
    """

    def __init__(self, writer: Writer, engine: ReleasingEngine) -> None:
        self._writer = writer
        self._engine = engine
        self._keys: list[str] = []
        self._task: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many jobs still wait for their start."""
        return len(self._keys)

    def add(self, keys: Sequence[str]) -> None:
        """Have these jobs started: at once after a quiet moment, else after the pause since the last start."""
        self._keys += keys
        if self._keys and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._run(), name="inbox releaser")

    async def close(self) -> None:
        """Start what is still to be started."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        if self._keys:
            await self._release_gathered()

    async def _run(self) -> None:
        while self._keys:
            few = len(self._keys) <= FEW
            released = await self._release_gathered()
            await asyncio.sleep((PAUSE_SECONDS if few else LOADED_PAUSE_SECONDS) if released else RETRY_SECONDS)

    async def _release_gathered(self) -> bool:
        keys = list(self._keys)
        try:
            await self._writer.run(lambda connection: self._engine.release(connection, keys))
        except SQLAlchemyError:
            log.exception("jobs_not_released", count=len(keys))
            return False
        # Only now: what was cut off within the transaction is tried again, and released once all the same.
        del self._keys[: len(keys)]
        return True
