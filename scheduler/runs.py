"""One run of a job: its handler, the retries within a few seconds, and how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import timedelta
from secrets import token_hex

import structlog
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.ports import Clock
from scheduler.backoff import SHORT, delay_after
from scheduler.workflows import Workflows
from storage.database import Database
from storage.engine import jobs
from storage.engine.jobs import Job

Run = Callable[..., Awaitable[timedelta | None]]

log = structlog.get_logger(__name__)
_running: ContextVar[Running] = ContextVar("running_job")


@dataclass(slots=True)
class Running:
    """The job that this task does, and whether its end is committed."""

    key: str
    finished: bool = False


class AlreadyDone(Exception):
    """Another process finished this job first; the transaction must not commit."""


class Runs:
    """Runs jobs by key. With `real_time=False`, a long postponement is not started here: it waits for a claim."""

    def __init__(self, database: Database, clock: Clock, workflows: Workflows, real_time: bool) -> None:
        self._database = database
        self._clock = clock
        self._workflows = workflows
        self._real_time = real_time
        self.handlers: dict[str, Run] = {}
        self.active = 0
        self._ended = asyncio.Event()

    async def run(self, key: str) -> None:
        """Do the job of this key, if it still has to be done."""
        job = await self._database.run(lambda connection: jobs.load(connection, key))
        if job is not None and job.state not in jobs.FINISHED:
            await self.do(job)

    async def do(self, job: Job) -> None:
        """Do a job that was just loaded or written down."""
        token = _running.set(Running(job.key))
        self.active += 1
        try:
            await self._attempt(job)
        finally:
            self.active -= 1
            _running.reset(token)
            self._ended.set()

    async def finish(self, session: AsyncSession) -> None:
        """End the running job within this session. Raises AlreadyDone when it was done elsewhere."""
        running, now = _running.get(), self._clock.now()
        if not await (await session.connection()).run_sync(jobs.finish, running.key, now):
            raise AlreadyDone
        event.listen(session.sync_session, "after_commit", lambda _: _note_end(running), once=True)

    def ending(self) -> Callable[[Connection], None]:
        """Return what ends the running job within a transaction on another thread. Raises AlreadyDone there."""
        running, now = _running.get(), self._clock.now()

        def end(connection: Connection) -> None:
            if not jobs.finish(connection, running.key, now):
                raise AlreadyDone
            running.finished = True  # whatever undoes it raises out of the job

        return end

    async def ended(self, seconds: float) -> None:
        """Wait until a job ends in this process, at most so many seconds."""
        self._ended.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._ended.wait()

    async def _attempt(self, job: Job) -> None:
        failures, reason, again = job.failures, None, None
        while True:
            try:
                again = await self.handlers[job.kind](*job.args)
                reason = None
            except AlreadyDone:
                return
            except Exception as error:
                failures += 1
                reason = f"{token_hex(4)} {type(error).__name__}"
                log.exception("job failed", kind=job.kind, key=job.key, failures=failures, error_id=reason[:8])
                again = delay_after(failures)
            # A short wait is real seconds even under a scripted clock: the world is not at rest until it is over.
            if again is None or again >= SHORT:
                break
            await asyncio.sleep(again.total_seconds())
        await self._settle(replace(job, failures=failures), again, reason)

    async def _settle(self, job: Job, again: timedelta | None, reason: str | None) -> None:
        now = self._clock.now()
        if again is None and reason is None:
            if not _running.get().finished:
                await self._database.run(lambda connection: jobs.finish(connection, job.key, now))
            return
        async with self._database.begin() as session:
            if again is not None:
                run = await jobs.postpone(session, job, now + again, self._real_time, reason)
                if run is not None and self._real_time:
                    connection = await session.connection()
                    await connection.run_sync(self._workflows.start, job.key, run, job.partition, again.total_seconds())
            elif reason is not None:
                await jobs.fail(session, job.key, reason, now)


def _note_end(running: Running) -> None:
    running.finished = True
