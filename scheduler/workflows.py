"""DBOS itself: its settings, its one queue, its life in this process, and the start of workflows.

Every start of a job is one workflow without steps, named by the job's key and run number; DBOS accepts an id once.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions
from sqlalchemy import Connection
from sqlalchemy.pool import QueuePool

from storage.database import Database

APPLICATION = "genjin"
VERSION = "1"  # raised only when old jobs could not be run any more: DBOS recovers only its own version
QUEUE = "jobs"
STOP_SECONDS = 10
RETURN_SECONDS = 5
_ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]


class Workflows:
    """The workflows of one process. One per process, because DBOS is one per process.

    `slot` is a stable name of this process among the replicas. `listen=False` only enqueues (role web).
    """

    def __init__(self, database: Database, slot: str, poll_seconds: float, listen: bool, concurrency: int) -> None:
        self._slot = slot
        self._poll = poll_seconds
        self._listen = listen
        self._concurrency = concurrency
        self._blocking = database.sync_engine()
        self.system_schema = f"{database.schema}_dbos" if database.schema else "dbos"
        self._client = DBOSClient(
            system_database_engine=self._blocking,
            dbos_system_schema=self.system_schema,
            application_name=APPLICATION,
            lazy=True,
        )
        self._launched = False

    async def launch(self, run: Callable[[str], Awaitable[None]]) -> None:
        """Create DBOS's tables if need be, recover this slot's unfinished workflows and begin to run jobs by key."""
        await asyncio.to_thread(self._prepare)
        DBOS(config=self._config())

        async def job(*keys: str) -> None:  # DBOS marks the function it is given, which a bound method does not allow
            for key in keys:
                await run(key)

        DBOS.workflow(name="job", max_recovery_attempts=1000)(job)
        DBOS.listen_queues([QUEUE] if self._listen else [])
        DBOS.launch()
        self._launched = True

    async def destroy(self, running: bool) -> None:
        """Let what is running finish (at most 10 s) and close everything. They cannot be launched again."""
        if self._launched:
            # Any wait costs a whole second; a workflow cut off after its job ended is recovered and finds it done.
            patience = STOP_SECONDS if running else 0
            await asyncio.to_thread(DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=patience)
            # DBOS had put its own executor into the loop and has now shut it down.
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
            await asyncio.to_thread(self._wait_for_connections)
        self._client.destroy()
        self._blocking.dispose()

    def start(
        self, connection: Connection, key: str, run: int, lane: str, delay: float = 0.0, others: Sequence[str] = ()
    ) -> None:
        """Start a run of a job, and then the others in turn, in the connection's transaction; `delay` in seconds."""
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

    async def resume_except(self, living: set[str]) -> int:
        """Restart what replicas other than the living had begun; return how many."""
        begun = await DBOS.list_workflows_async(status="PENDING", name="job", load_input=False, load_output=False)
        orphans = [workflow.workflow_id for workflow in begun if workflow.executor_id not in living]
        if orphans:
            await DBOS.resume_workflows_async(orphans, queue_name=QUEUE)
        return len(orphans)

    async def prune(self, keep: timedelta) -> int:
        """Delete what DBOS keeps about workflows finished longer ago than that; our rows remember the jobs."""
        before, gone = (datetime.now(UTC) - keep).isoformat(), 0
        while old := await DBOS.list_workflows_async(
            status=_ENDED, completed_before=before, limit=500, load_input=False, load_output=False
        ):
            await DBOS.delete_workflows_async([workflow.workflow_id for workflow in old])
            gone += len(old)
        return gone

    def _wait_for_connections(self) -> None:
        """DBOS leaves its threads to end by themselves; a connection that one still holds would stay open for good."""
        deadline = time.monotonic() + RETURN_SECONDS
        while self._held() and time.monotonic() < deadline:
            time.sleep(0.01)

    def _held(self) -> int:
        pool = self._blocking.pool
        return pool.checkedout() if isinstance(pool, QueuePool) else 0

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

    def _config(self) -> DBOSConfig:
        return {
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
