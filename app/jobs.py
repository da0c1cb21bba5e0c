"""Which jobs recur and when, and what each timer does: the one list."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from apscheduler.triggers.cron import CronTrigger

from config.settings import Settings
from handlers.approval_handover import handover_due
from handlers.context import Work
from handlers.digest import morning_digest
from scheduler.prune import prune
from scheduler.schedule import SHANGHAI, Schedule

if TYPE_CHECKING:
    from app.installation import Installation

TIMERS: Mapping[str, Callable[[Work, str], Awaitable[None]]] = {"approval_handover": handover_due}
DIGEST, PRUNE = "morning-digest", "prune"


def schedules(settings: Settings) -> list[Schedule]:
    """Return the recurring jobs at their Shanghai times."""
    at, until = time.fromisoformat(settings.digest.at), time.fromisoformat(settings.digest.until)
    return [
        Schedule(DIGEST, _daily(at), "latest", until=until),
        Schedule(PRUNE, _daily(time(3, 40)), "latest", too_old=timedelta(days=2)),
    ]


def register_jobs(service: Installation) -> None:
    """Name the coroutines that do ticks and timers."""

    async def tick(name: str, at: str) -> None:
        if name == PRUNE:
            await prune(service.database, service.engine, service.clock)
            return
        async with service.engine.transaction() as session:
            await morning_digest(service.work(session, f"tick:{name}:{at}"))

    async def timer(key: str, kind: str, subject: str, args: dict[str, Any], due: str) -> None:
        async with service.engine.transaction() as session:
            await TIMERS[kind](service.work(session, f"timer:{key}:{due}"), subject)

    service.engine.register("tick", tick)
    service.engine.register("timer", timer)


def _daily(at: time) -> CronTrigger:
    return CronTrigger(hour=at.hour, minute=at.minute, timezone=SHANGHAI)
