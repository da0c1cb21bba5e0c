"""Keeps the audit chain: seals new rows all the time, signs a head each night, and lets rows of 180 days go."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError

from handlers.context import SHANGHAI
from storage.audit.chain import BATCH, ChainBroken, Mark, seal, write_head
from storage.audit.purge import purge

if TYPE_CHECKING:
    from app.installation import Installation

SEAL_SECONDS = 1.0
HEADS = "audit-heads.jsonl"
log = structlog.get_logger(__name__)


async def seal_forever(service: Installation) -> None:
    """Chain what was committed, once a second, until cancelled. Any number of replicas may do it."""
    while True:
        try:
            while await seal_once(service) == BATCH:
                pass
        except ChainBroken as broken:
            # Nothing more is sealed onto a chain that is not ours; `genjin verify` names the place.
            log.error("audit chain broken", why=str(broken))
        except SQLAlchemyError as problem:
            log.warning("audit not sealed, trying again", problem=type(problem).__name__)
        await asyncio.sleep(SEAL_SECONDS)


async def seal_once(service: Installation) -> int:
    """Chain one batch and return how many rows it had."""
    async with service.database.begin() as session:
        return await seal(session, service.secret)


async def nightly(service: Installation) -> None:
    """Sign yesterday's head, also beside the database, and purge what is older than 180 days."""
    while await seal_once(service) == BATCH:
        pass
    now = service.clock.now()
    day = (now.astimezone(SHANGHAI) - timedelta(days=1)).date().isoformat()
    async with service.engine.transaction() as session:
        head = await write_head(session, service.secret, day)
        gone = await purge(session, service.secret, now)
    _keep_beside(service, day, head)
    log.info("audit head", day=day, position=head.position, hash=head.hash, purged=gone)


def _keep_beside(service: Installation, day: str, head: Mark) -> None:
    """Write the head into a file too: whoever cuts the end off the database would have to cut it there as well."""
    line = json.dumps({"day": day, "position": head.position, "hash": head.hash})
    with (service.settings.data_dir / HEADS).open("a", encoding="ascii") as file:
        file.write(line + "\n")
