"""`genjin serve`: the installation, listening and ticking until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

import structlog
import uvloop

from app.installation import Installation
from app.service.http import listen
from app.service.jobs import register_jobs, schedules
from app.service.log_watch import watch_log_level
from app.service.logs import set_up_logs
from app.service.memory import keep_few_heaps, settle
from app.service.streams import run_with_lease
from app.upkeep.audit import seal_forever
from config.settings import Settings
from handlers.reminders.time_alert import tell_time_faults
from scheduler.manual import ManualClock, Script
from scheduler.replicas import Heartbeat
from scheduler.ticks import Ticker, Ticks, every_seconds
from scheduler.timers import DueTimers
from storage.shared.leases import Leases
from web.api.control import Control

log = structlog.get_logger(__name__)


def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT."""
    set_up_logs(settings.log_level)
    keep_few_heaps()
    uvloop.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with Installation(settings) as service:
        ticks = Ticks(service.database, service.engine)
        timers = DueTimers(service.database, service.engine, service.clock)
        register_jobs(service)
        await service.engine.start()
        await watch_log_level(service)
        await _time_faults(service)
        try:
            await _run(service, ticks, timers, stop)
        finally:
            await service.inbox.close()
            await service.engine.stop()


async def _run(service: Installation, ticks: Ticks, timers: DueTimers, stop: asyncio.Event) -> None:
    settings = service.settings
    background: list[Coroutine[Any, Any, None]] = []
    leases = Leases(service.database)
    if settings.role != "web":
        for name, stream in service.platforms.streams.items():
            background.append(run_with_lease(name, settings.slot, stream, leases))
        background.append(seal_forever(service))
    control: Control | None = None
    ticker: Ticker | None = None
    if isinstance(service.clock, ManualClock):
        script = Script(service.database, service.clock, service.engine, ticks, timers, schedules(settings))
        await script.start()
        control = Control(script, service.engine, settings.control_token.get_secret_value())
    else:
        chores = (("timers", every_seconds(15), timers.fire), ("sweep", every_seconds(60), _sweep(service)))
        ticker = Ticker(ticks, service.clock, schedules(settings), chores)
        await ticker.start()
        background.append(Heartbeat(service.database, service.engine, settings.slot).run())
    listener = await listen(service, control)
    tasks = [asyncio.create_task(job) for job in background]
    settle()
    log.info("serving", url=settings.base_url, platforms=sorted(service.platforms.surfaces), role=settings.role)
    await stop.wait()
    await listener.close()
    if ticker is not None:
        await ticker.stop()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _time_faults(service: Installation) -> None:
    """Say what is wrong with zones and calendar, in the log and to the administrators (F74)."""
    now = service.clock.now()
    for fault in service.around.time_faults(now):
        log.error("time fault", about=fault.name, found=fault.found, grave=fault.grave)
    async with service.database.begin() as session:
        await tell_time_faults(service.work(session, f"start:{now.isoformat()}"), starting=True)


def _sweep(service: Installation) -> Any:
    async def sweep() -> None:
        await service.engine.release_due()
        await service.outbox.sweep()

    return sweep
