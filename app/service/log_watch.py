"""Turning the logs down is itself an alarm (F100): a row in the audit log, and a word to every administrator."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import select

from crm.people import Role
from handlers.texts.machine_texts import logs_heard, logs_quiet
from storage.tables.trail import audit

if TYPE_CHECKING:
    from app.installation import Installation

QUIET, HEARD = "logs.quiet", "logs.heard"
log = structlog.get_logger(__name__)


async def watch_log_level(service: Installation) -> None:
    """Compare the level of this start with the last one; tell once when INFO lines stop, and when they come back."""
    level = service.settings.log_level.upper()
    now = QUIET if logging.getLevelNamesMapping()[level] > logging.INFO else HEARD
    async with service.database.begin() as session:
        query = select(audit.c.action).where(audit.c.action.in_([QUIET, HEARD])).order_by(audit.c.id.desc()).limit(1)
        before = (await session.execute(query)).scalar_one_or_none() or HEARD
        if now == before:
            return
        work = service.work(session, f"logs:{level}:{service.clock.now().isoformat()}")
        await work.audit("operator", now, f"logs:{level}", "start")
        for admin in await work.records.people.with_role(Role.ADMIN):
            await work.tell(admin, logs_quiet(level) if now == QUIET else logs_heard(level))
    # Above every level that can be set, so that the line stands in the log that was turned down.
    log.critical("log level changed", level=level, quiet=now == QUIET)
