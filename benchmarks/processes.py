"""Child processes of a measurement: pinned to a core, quiet, and ended with it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import psutil
import psycopg

START_SECONDS = 60.0
STOP_SECONDS = 15.0


@contextmanager
def python(arguments: list[str], port: int, env: Mapping[str, str] | None = None, core: int = 0) -> Iterator[int]:
    """Run `python -m …` on one core, wait until it listens on the port, yield its process id, and end it."""
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        env={**os.environ, **(env or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: pin(core),
    )
    try:
        _wait_until_it_answers(process, port)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def awake() -> Iterator[None]:
    """Keep both cores from sleeping, with work that gives way to any other.

    A sleeping virtual core learns of a finished write to disk only with its next tick, 4 ms later; a machine that has
    something to do, or cores of its own, learns of it at once.
    """
    spin = [sys.executable, "-c", "while True: pass"]
    idlers = [subprocess.Popen(spin, start_new_session=True, preexec_fn=partial(_idle, core)) for core in (0, 1)]
    try:
        yield
    finally:
        for idler in idlers:
            idler.kill()
            idler.wait()


def pin_database(url: str, core: int) -> None:
    """Keep the PostgreSQL of this machine that answers there, and all it will start, on one core."""
    with psycopg.connect(url) as connection:
        server = psutil.Process(connection.info.backend_pid).parent()
    for process in [server, *server.children(recursive=True)] if server and server.name() == "postgres" else []:
        with suppress(psutil.NoSuchProcess):
            process.cpu_affinity([_allowed(core)])


def _idle(core: int) -> None:
    pin(core)
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    # Linux shares a core between sessions first and between their processes second.
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text("19")


def pin(core: int) -> None:
    """Keep this process on one of the cores it may use."""
    os.sched_setaffinity(0, {_allowed(core)})


def _allowed(core: int) -> int:
    cores = sorted(os.sched_getaffinity(0))
    return cores[core % len(cores)]


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    patience = time.monotonic() + START_SECONDS
    while time.monotonic() < patience:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended at start with {process.returncode}")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
        except urllib.error.HTTPError as answered:
            answered.close()
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"{process.args!r} did not listen within {START_SECONDS:g} s")


def free_port() -> int:
    """Return a port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
