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
from contextlib import contextmanager

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


def pin(core: int) -> None:
    """Keep this process on one of the cores it may use."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[core % len(cores)]})


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
