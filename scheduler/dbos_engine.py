"""The durable engine: DBOS drives, the `job` table knows.

Every start of a job is one DBOS workflow without steps, named by the job's key and run number. A handler's effects
and the end of its job are committed together (`transaction`), so a job that is started twice acts once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any

import structlog
from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.ports import Clock
from scheduler.backoff import SHORT, delay_after
from storage import jobs
from storage.database import Database
from storage.jobs import Job, Order

Run = Callable[..., Awaitable[timedelta | None]]

APPLICATION = "genjin"
VERSION = "1"  # raised only when old jobs could not be run any more: DBOS recovers only its own version
QUEUE = "jobs"
FAN_OUT = "fan_out"
STUCK_AFTER = timedelta(minutes=2)
STOP_SECONDS = 10
DIRECT = 4  # up to this many orders are put into the engine at once; more go through one fan-out job

log = structlog.get_logger(__name__)
_running: ContextVar[Job] = ContextVar("running_job")


class AlreadyDone(Exception):
    """Another process finished this job first; the transaction must not commit."""


class DbosEngine:
    """Durable jobs on the application's database. One per process, because DBOS is one per process.

    `slot` is a stable name of this process among the replicas. `listen=False` only enqueues (role web).
    `real_time=False` when the clock is scripted: a long postponement then waits for `release_due`.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        slot: str = "worker-1",
        poll_seconds: float = 0.2,
        listen: bool = True,
        real_time: bool = True,
        concurrency: int = 32,
    ) -> None:
        self._database = database
        self._clock = clock
        self._slot = slot
        self._poll = poll_seconds
        self._listen = listen
        self._real_time = real_time
        self._concurrency = concurrency
        self._handlers: dict[str, Run] = {FAN_OUT: self._fan_out}
        self._blocking = database.sync_engine()
        self.system_schema = f"{database.schema}_dbos" if database.schema else "dbos"
        self._client = DBOSClient(
            system_database_engine=self._blocking,
            dbos_system_schema=self.system_schema,
            application_name=APPLICATION,
            lazy=True,
        )
        self._started = False
        self._ended = asyncio.Event()
        self._active = 0

    def register(self, kind: str, run: Run) -> None:
        """Name the coroutine that does jobs of this kind. It may return a delay after which it wants to run again."""
        if kind in self._handlers:
            raise ValueError(f"registered twice: {kind}")
        self._handlers[kind] = run

    async def start(self) -> None:
        """Create DBOS's tables if need be, recover this slot's unfinished jobs and begin to work."""
        config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_engine": self._blocking,
            "dbos_system_schema": self.system_schema,
            "executor_id": self._slot,
            "application_version": VERSION,
            "log_level": "WARNING",
            "use_listen_notify": False,
            "scheduler_polling_interval_sec": 3600.0,
            "notification_listener_polling_interval_sec": 0.25,
            "max_executor_threads": 8,
        }
        await asyncio.to_thread(self._prepare)
        DBOS(config=config)
        DBOS.workflow(name="job", max_recovery_attempts=1000)(self._workflow())
        DBOS.listen_queues([QUEUE] if self._listen else [])
        DBOS.launch()
        self._started = True
        # What was recorded and not yet released when a process ended does not wait for the sweep.
        while await self._release(None):
            pass

    def _prepare(self) -> None:
        # The queue must stand before the launch: DBOS looks for new queues only once a second.
        url = self._blocking.url.render_as_string(hide_password=False)
        DBOS.migrate(url, schema=self.system_schema)
        self._client.register_queue(
            QUEUE,
            partition_concurrency=1,
            worker_concurrency=self._concurrency,
            polling_interval_sec=self._poll,
            on_conflict="always_update",
        )

    async def stop(self) -> None:
        """Finish what runs (at most 10 s) and close everything. The engine cannot be started again."""
        if self._started:
            # Any wait costs a whole second; a workflow cut off after its job ended is recovered and finds it done.
            patience = STOP_SECONDS if self._active else 0
            await asyncio.to_thread(DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=patience)
            # DBOS had put its own executor into the loop and has now shut it down.
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        self._client.destroy()
        self._blocking.dispose()

    async def enqueue(
        self, session: AsyncSession, kind: str, key: str, args: tuple[Any, ...] = (), *, partition: str | None = None
    ) -> None:
        """Enqueue `kind` under `key` in the session's transaction. A key seen before is a no-op."""
        await (await session.connection()).run_sync(self._put, [Order(kind, key, args, partition)])

    def packed(self, orders: Sequence[Order], unreleased: int = 0) -> list[Order]:
        """Return the orders as they are to be written down: many of them, those unreleased counted in, as one that
        parts them later.

        Whoever writes them down gives their keys to `release` after the commit. Until then nothing starts; what a
        killed process did not release is released at the next start or sweep.
        """
        if len(orders) + unreleased <= DIRECT:
            return list(orders)
        parts = [[order.kind, order.key, order.args, order.lane] for order in orders]
        return [Order(FAN_OUT, f"fan:{token_hex(12)}", (parts,), f"fan:{self._slot}")]

    def release(self, connection: Connection, keys: Sequence[str]) -> None:
        """Start recorded jobs in the connection's transaction, all fan-out jobs among them as one start."""
        fans: dict[str, list[str]] = {}
        for key, kind, lane in jobs.mark_queued(connection, keys):
            if kind == FAN_OUT:
                fans.setdefault(lane, []).append(key)
            else:
                self._start(connection, key, 0, lane)
        for lane, (first, *others) in fans.items():
            self._start(connection, first, 0, lane, 0.0, others)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Yield a session whose commit also ends the running job. If the job was done elsewhere, nothing commits."""
        async with self._database.begin() as session:
            yield session
            await self.finish(session)

    async def finish(self, session: AsyncSession) -> None:
        """End the running job within this session. Raises AlreadyDone when it was done elsewhere."""
        if not await jobs.finish(session, _running.get().key, self._clock.now()):
            raise AlreadyDone

    async def release_due(self, now: datetime | None = None) -> int:
        """Start postponed jobs that are due and jobs that got stuck; return how many. The minute sweep calls this."""
        now = now or self._clock.now()
        return await self._release(now - STUCK_AFTER, now)

    async def _release(self, stuck_since: datetime | None, now: datetime | None = None) -> int:
        async with self._database.begin() as session:
            due = await jobs.claim_due(session, now or self._clock.now(), stuck_since)
            for job in due:
                await self._drive(session, job.key, job.run, job.partition)
        return len(due)

    async def unsettled(self) -> int:
        """Return how many jobs, over all processes, should have run by now and have not finished."""
        async with self._database.read() as session:
            return await jobs.unsettled(session, self._clock.now())

    async def idle(self) -> bool:
        """Return whether everything that should have happened by now has happened."""
        return await self.unsettled() == 0

    async def job_ended(self, seconds: float) -> None:
        """Wait until a job ends in this process, at most so many seconds."""
        self._ended.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._ended.wait()

    async def next_due(self) -> datetime | None:
        """Return the earliest moment at which a job waits to run."""
        async with self._database.read() as session:
            return await jobs.next_due(session)

    async def resume_except(self, living: set[str]) -> int:
        """Restart what replicas other than the living had begun; return how many jobs."""
        begun = await DBOS.list_workflows_async(status="PENDING", name="job", load_input=False, load_output=False)
        orphans = [workflow.workflow_id for workflow in begun if workflow.executor_id not in living]
        if orphans:
            await DBOS.resume_workflows_async(orphans, queue_name=QUEUE)
        return len(orphans)

    async def prune_workflows(self, keep: timedelta = timedelta(hours=1)) -> int:
        """Delete what DBOS keeps about workflows finished longer ago than that; our rows remember the jobs."""
        before = (datetime.now(UTC) - keep).isoformat()
        gone = 0
        while True:
            old = await DBOS.list_workflows_async(
                status=["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"],
                completed_before=before,
                limit=500,
                load_input=False,
                load_output=False,
            )
            if not old:
                return gone
            await DBOS.delete_workflows_async([workflow.workflow_id for workflow in old])
            gone += len(old)

    def _put(self, connection: Connection, orders: Sequence[Order]) -> None:
        for order in orders:
            if jobs.put(connection, [order], self._clock.now()):
                self._start(connection, order.key, 0, order.lane)

    async def _drive(self, session: AsyncSession, key: str, run: int, lane: str, delay: float = 0.0) -> None:
        await (await session.connection()).run_sync(self._start, key, run, lane, delay)

    def _start(
        self, connection: Connection, key: str, run: int, lane: str, delay: float = 0.0, others: Sequence[str] = ()
    ) -> None:
        options: EnqueueOptions = {
            "workflow_name": "job",
            "queue_name": QUEUE,
            "workflow_id": f"{key}#{run}",
            "queue_partition_key": lane,
            "app_version": VERSION,
        }
        if delay:
            options["delay_seconds"] = delay
        self._client.enqueue_in_transaction(connection, options, key, *others)

    def _workflow(self) -> Callable[..., Awaitable[None]]:
        async def job(*keys: str) -> None:  # DBOS marks the function it is given, which a bound method does not allow
            for key in keys:
                await self._job(key)

        return job

    async def _job(self, key: str) -> None:
        async with self._database.read() as session:
            job = await jobs.load(session, key)
        if job is None or job.state in jobs.FINISHED:
            return
        token = _running.set(job)
        self._active += 1
        try:
            await self._attempt(job)
        finally:
            self._active -= 1
            _running.reset(token)
            self._ended.set()

    async def _attempt(self, job: Job) -> None:
        failures, reason, again = job.failures, None, None
        while True:
            try:
                again = await self._handlers[job.kind](*job.args)
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
        async with self._database.begin() as session:
            if again is not None:
                run = await jobs.postpone(session, job, now + again, self._real_time, reason)
                if run is not None and self._real_time:
                    await self._drive(session, job.key, run, job.partition, again.total_seconds())
            elif reason is not None:
                await jobs.fail(session, job.key, reason, now)
            else:
                await jobs.finish(session, job.key, now)

    async def _fan_out(self, parts: list[list[Any]]) -> None:
        orders = [Order(kind, key, tuple(args), lane) for kind, key, args, lane in parts]
        async with self.transaction() as session:
            await (await session.connection()).run_sync(self._put, orders)
