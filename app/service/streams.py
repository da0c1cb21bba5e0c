"""One live stream connection per bot, whoever of the replicas holds its lease."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from sqlalchemy.exc import SQLAlchemyError

from storage.shared.leases import Leases

LEASE_SECONDS = 30.0
RENEW_SECONDS = 10.0
log = structlog.get_logger(__name__)


async def run_with_lease(name: str, slot: str, stream: Callable[[], Awaitable[None]], leases: Leases) -> None:
    """Run `stream` while this slot holds the lease `name`; give it up when the lease is lost. Ends when cancelled."""
    task: asyncio.Task[None] | None = None
    try:
        while True:
            held = await _held(name, slot, leases)
            if held and (task is None or task.done()):
                task = asyncio.ensure_future(_run(name, stream))
            elif not held and task is not None:
                task.cancel()
                task = None
            await asyncio.sleep(RENEW_SECONDS)
    finally:
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await leases.release(name, slot)


async def _held(name: str, slot: str, leases: Leases) -> bool:
    try:
        return await leases.take(name, slot, LEASE_SECONDS)
    except SQLAlchemyError:
        log.exception("lease not renewed", name=name)
        return False


async def _run(name: str, stream: Callable[[], Awaitable[None]]) -> None:
    try:
        await stream()
    except Exception:
        log.exception("stream ended", name=name)
