"""The webhook edge beside slack-bolt, and the group commit beside one commit per request.

Every server runs on one core, the load generator and the database on the other. Rounds alternate, so that all see the
same machine; a ratio is taken within each round and its median is reported.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from secrets import token_hex
from statistics import median
from typing import Any

from benchmarks.disk import calm
from benchmarks.figures import Figure
from benchmarks.processes import free_port, pin, pin_database, python

CONNECTIONS = 32
SECONDS = 1.5
ROUNDS = 4
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BACKENDS = ("sqlite", "postgresql")
PEER = "slack-bolt"
EDGE_TARGET = 1.3
COMMIT_TARGET = 5.0

Server = tuple[int, int]
"""Port and process id."""
Round = dict[str, dict[str, Any]]


def measure(postgresql: str) -> list[Figure]:
    """Run all rounds and return the figures."""
    with tempfile.TemporaryDirectory(prefix="genjin-bench-") as folder, ExitStack() as stack:
        pin_database(postgresql, core=1)
        surroundings, disk = calm()
        stack.enter_context(surroundings)
        servers = _servers(stack, Path(folder), postgresql)
        rounds = [{name: _load(server) for name, server in servers.items()} for _ in range(ROUNDS)]
    return [Figure("disk, one fdatasync", disk, "ms p50"), *_sizes(rounds), *_ratios(rounds)]


def _servers(stack: ExitStack, folder: Path, postgresql: str) -> dict[str, Server]:
    servers: dict[str, Server] = {}
    for name, how in ((PEER, "start"), (f"{PEER} on uvloop", "uvloop")):
        port = free_port()
        servers[name] = (port, stack.enter_context(python(["benchmarks.bolt_edge", str(port), SECRET, how], port)))
    for backend in BACKENDS:
        for module, name in (("app.cli", backend), ("benchmarks.single_commits", f"{backend}, single commits")):
            port = free_port()
            data = folder / name.replace(", ", "-").replace(" ", "-")
            arguments = [module, "serve"] if module == "app.cli" else [module]
            env = _settings(port, data, postgresql if backend == "postgresql" else "")
            servers[name] = (port, stack.enter_context(python(arguments, port, env)))
    return servers


def _settings(port: int, data: Path, database: str) -> dict[str, str]:
    # The web role takes events in and leaves their handling to workers: the peer handles nothing either.
    return {
        "GENJIN_PORT": str(port),
        "GENJIN_DATA_DIR": str(data),
        "GENJIN_DATABASE_URL": database,
        "GENJIN_DATABASE_SCHEMA": f"bench_{token_hex(4)}" if database else "",
        "GENJIN_ROLE": "web",
        "GENJIN_SLACK__BOT_TOKEN": "xoxb-bench",
        "GENJIN_SLACK__SIGNING_SECRET": SECRET,
        "GENJIN_SLACK__MODE": "http",
    }


def _load(server: Server) -> dict[str, Any]:
    port, pid = server
    words = ["127.0.0.1", str(port), "/slack/events", SECRET, str(CONNECTIONS), str(SECONDS), str(pid)]
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.load", *words], stdout=subprocess.PIPE, check=True, preexec_fn=lambda: pin(1)
    )
    found: dict[str, Any] = json.loads(ran.stdout)
    if found["refused"] or not found["rate"]:
        raise RuntimeError(f"not every event was taken: {found['refused']}")
    return found


def _sizes(rounds: list[Round]) -> list[Figure]:
    figures = []
    for name in rounds[0]:
        for key, unit in (("rate", "requests/s"), ("cpu_ms", "ms CPU"), ("p50_ms", "ms p50"), ("p99_ms", "ms p99")):
            figures.append(Figure(f"edge, {name}", median(r[name][key] for r in rounds), unit))
    return figures


def _ratios(rounds: list[Round]) -> list[Figure]:
    figures = []
    for backend in BACKENDS:
        rate = median(r[backend]["rate"] / r[PEER]["rate"] for r in rounds)
        on_uvloop = median(r[backend]["rate"] / r[f"{PEER} on uvloop"]["rate"] for r in rounds)
        cpu = median(r[backend]["cpu_ms"] / r[PEER]["cpu_ms"] for r in rounds)
        single = f"{backend}, single commits"
        grouped = median(r[backend]["rate"] / r[single]["rate"] for r in rounds)
        saved = median(r[single]["cpu_ms"] / r[backend]["cpu_ms"] for r in rounds)
        figures += [
            Figure(f"{backend}: requests/s, ours / slack-bolt", rate, "x", EDGE_TARGET, "more"),
            Figure(f"{backend}: requests/s, ours / slack-bolt on uvloop", on_uvloop, "x"),
            Figure(f"{backend}: CPU per request, ours / slack-bolt", cpu, "x"),
            Figure(f"{backend}: requests/s, group commit / single commits", grouped, "x", COMMIT_TARGET, "more"),
            Figure(f"{backend}: CPU per request, single commits / group commit", saved, "x"),
        ]
    return figures
