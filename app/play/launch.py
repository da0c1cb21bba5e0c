"""Two ways to start `genjin serve` as a process of its own: a new interpreter, or a fork of one that waits.

Reading the code takes a new interpreter two seconds of work. A script that crashes the service again and again forks
it instead from a process that has read the code and nothing else: no event loop, no thread, no connection.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Protocol


class Running(Protocol):
    """A started service."""

    @property
    def pid(self) -> int: ...

    @property
    def ended(self) -> bool: ...

    def send(self, how: signal.Signals) -> None: ...

    async def wait(self) -> None: ...


Launch = Callable[[Mapping[str, str], Path], Awaitable[Running]]


async def fresh(env: Mapping[str, str], log: Path) -> Running:
    """Start a new interpreter, as an operator does. Its output is added to `log`."""
    with log.open("ab") as output:
        return _Fresh(
            await asyncio.create_subprocess_exec(
                sys.executable, "-m", "app.cli", "serve", env=env, stdout=output, stderr=output
            )
        )


async def forked(env: Mapping[str, str], log: Path) -> Running:
    """Fork the service from the process that has read its code already. Its output is added to `log`."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["app.service.serving"])
    process = context.Process(target=_serve, args=(dict(env), str(log), str(Path.cwd())), daemon=True)
    await asyncio.to_thread(process.start)
    return _Forked(process)


class _Fresh:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.pid = process.pid

    @property
    def ended(self) -> bool:
        return self._process.returncode is not None

    def send(self, how: signal.Signals) -> None:
        self._process.send_signal(how)

    async def wait(self) -> None:
        await self._process.wait()


class _Forked:
    def __init__(self, process: multiprocessing.process.BaseProcess) -> None:
        self._process = process
        self.pid = process.pid or 0

    @property
    def ended(self) -> bool:
        return self._process.exitcode is not None

    def send(self, how: signal.Signals) -> None:
        os.kill(self.pid, how)

    async def wait(self) -> None:
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        self._process.join()


def _serve(env: Mapping[str, str], log: str, folder: str) -> None:
    from app.service.serving import serve
    from config.settings import Settings

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(output, 1)
    os.dup2(output, 2)
    serve(Settings())
