"""Which jobs recur and when, and what each timer does: the one list."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

from app.dedup.daily_search import scan
from app.imports.folder import watch_folder
from app.upkeep.audit import nightly
from config.settings import Settings
from crm.leads.pool import RELEASE
from handlers.approvals.blocking import blocking_sweep
from handlers.approvals.handover import handover_due, mark_due
from handlers.approvals.turn import LIMIT, MARK
from handlers.context import Work
from handlers.contracts.renewal import KIND as RENEWAL
from handlers.contracts.renewal import renewal_due, renewal_sweep
from handlers.queue.by_hand import HAND, hand_queue_due
from handlers.queue.channel_silence import PROBE, SILENT, channel_silent_due, probe_due
from handlers.queue.pool import release_due
from handlers.queue.standstill import STALL, stall_due
from handlers.reminders.digest import morning_digest
from handlers.reminders.reminder import KIND as REMINDER
from handlers.reminders.speaking import reminder_due
from handlers.reminders.time_alert import daily_time_check
from handlers.rights.privilege_scan import privilege_scan
from handlers.watching.lead_watch import FIRST, QUIET, first_contact_due, silence_due
from handlers.watching.missed_report import missed_report
from scheduler.prune import prune
from scheduler.schedule import SHANGHAI, Schedule

if TYPE_CHECKING:
    from app.installation import Installation

TIMERS: Mapping[str, Callable[[Work, str], Awaitable[None]]] = {
    LIMIT: handover_due,
    MARK: mark_due,
    REMINDER: reminder_due,
    RENEWAL: renewal_due,
    FIRST: first_contact_due,
    QUIET: silence_due,
    STALL: stall_due,
    SILENT: channel_silent_due,
    PROBE: probe_due,
    HAND: hand_queue_due,
    RELEASE: release_due,
}
QUIETED = frozenset({RENEWAL, FIRST, QUIET})
"""Pushes that wait for the morning at night: nobody waits for them. Approvals and what people ordered do not wait."""
DIGEST, PRUNE, AUDIT = "morning-digest", "prune", "audit"
PRIVILEGES = "privilege-scan"
INTAKE_DAYS, IMPORT_FOLDER = "intake-days", "import-folder"
MISSED, BLOCKING, TIME = "missed-report", "approval-blocking", "time-check"
INTAKE_DAYS, IMPORT_FOLDER, MASTER = "intake-days", "import-folder", "master-diff"
DUPLICATES = "duplicates"
TICKS: Mapping[str, Callable[[Work], Awaitable[None]]] = {
    DIGEST: morning_digest,
    RENEWAL: renewal_sweep,
    PRIVILEGES: privilege_scan,
    MISSED: missed_report,
    BLOCKING: blocking_sweep,
    TIME: daily_time_check,
}
"""Recurring jobs that are one piece of work in one transaction."""
CHORES: Mapping[str, Callable[[Installation], Awaitable[object]]] = {
    PRUNE: lambda service: prune(service.database, service.engine, service.clock),
    AUDIT: nightly,
    DUPLICATES: scan,
    INTAKE_DAYS: lambda service: service.intake.close_days(),
    IMPORT_FOLDER: watch_folder,
    MASTER: lambda service: service.systems.nightly(),
}
"""Recurring jobs on the installation itself; they commit on their own."""


def schedules(settings: Settings) -> list[Schedule]:
    """Return the recurring jobs at their Shanghai times."""
    at, until = time.fromisoformat(settings.digest.at), time.fromisoformat(settings.digest.until)
    return [
        Schedule(DIGEST, _daily(at), "latest", until=until),
        Schedule(RENEWAL, _daily(time(8, 50)), "latest"),
        Schedule(TIME, _daily(time(9, 5)), "latest"),
        Schedule(BLOCKING, _daily(time(8, 40)), "latest"),
        Schedule(MISSED, _daily(time(9, 0)), "latest", until=time(18)),
        Schedule(AUDIT, _daily(time(0, 5)), "latest"),
        Schedule(DUPLICATES, _daily(time(9, 30)), "latest"),
        Schedule(INTAKE_DAYS, _daily(time(0, 20)), "latest"),
        Schedule(PRIVILEGES, CronTrigger(day=1, hour=9, minute=0, timezone=SHANGHAI), "latest"),
        Schedule(IMPORT_FOLDER, _imports(settings), "latest"),
        Schedule(MASTER, _daily(time(2, 0)), "latest"),
        Schedule(PRUNE, _daily(time(3, 40)), "latest", too_old=timedelta(days=2)),
    ]


def register_jobs(service: Installation) -> None:
    """Name the coroutines that do ticks and timers."""

    async def tick(name: str, at: str) -> None:
        if name in CHORES:
            await CHORES[name](service)
            return
        async with service.engine.transaction() as session:
            await TICKS[name](service.work(session, f"tick:{name}:{at}"))

    async def timer(key: str, kind: str, subject: str, args: dict[str, Any], fired: str) -> None:
        async with service.engine.transaction() as session:
            work = service.work(session, f"timer:{key}:{fired}")
            quiet = service.around.quiet
            if kind in QUIETED and quiet is not None and quiet.holds(work.now):
                await work.records.timers.set(key, kind, subject, quiet.over(work.now), **args)
                return
            await TIMERS[kind](work, subject)

    service.engine.register("tick", tick)
    service.engine.register("timer", timer)


def _imports(settings: Settings) -> BaseTrigger:
    """Return when the folder of tables is looked at."""
    every = settings.imports.every_minutes
    if every:
        return CronTrigger(minute=f"*/{every}", timezone=SHANGHAI)
    return OrTrigger([_daily(time.fromisoformat(at)) for at in settings.imports.at])


def _daily(at: time) -> CronTrigger:
    return CronTrigger(hour=at.hour, minute=at.minute, timezone=SHANGHAI)
