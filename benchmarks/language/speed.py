"""Messages per second of processor time, time to import, time to the first answer, memory: each in a fresh process.

Measured as it was compiled for this machine, if it was, and as the sources are.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nlp
from benchmarks.language.sentences import held_out, learnt

ROOT = Path(__file__).resolve().parents[2]
_CHILD = """
import gc, json, sys, time
from pathlib import Path
started = time.process_time()
import nlp.understand
imported = time.process_time()
from app.language.understand import SELDOM
from benchmarks.language.sentences import notes
gc.set_threshold(SELDOM)
messages = [sentence.asked for sentence in notes()]
reader = nlp.understand.Understander()
begun = time.process_time()
reader.read(messages[0])
first = time.process_time() - begun
for asked in messages:
    reader.read(asked)
def fastest(read):
    took = []
    for _ in range(25):
        begun = time.process_time()
        read()
        took.append(time.process_time() - begun)
    return min(took)
abreast = fastest(lambda: reader.read_all(messages))
alone = fastest(lambda: [reader.read(asked) for asked in messages])
status = Path("/proc/self/status").read_text()
resident = int(status.split("VmRSS:")[1].split()[0])
print(json.dumps({
    "messages per CPU-second, one by one": round(len(messages) / alone),
    "messages per CPU-second, side by side": round(len(messages) / abreast),
    "import, seconds": round(imported - started, 2),
    "first message, seconds": round(first, 2),
    "memory, MB": round(resident / 1024),
}))
"""
_ROUNDS = 3


def measure() -> dict[str, dict[str, float]]:
    """Return the figures by name, by how the sources were loaded."""
    ways = {"compiled": "", "as they are": "off"} if nlp.COMPILED else {"as they are": "off"}
    return {way: _figures(setting) for way, setting in ways.items()}


def _figures(setting: str) -> dict[str, float]:
    env = {**os.environ, "GENJIN_COMPILED": setting}
    rounds: list[dict[str, float]] = []
    for _ in range(_ROUNDS):
        done = subprocess.run([sys.executable, "-c", _CHILD], check=True, capture_output=True, text=True, env=env)
        rounds.append(json.loads(done.stdout.splitlines()[-1]))
    # What else runs on a machine only ever adds time: the quickest process is nearest to the work itself.
    best = {name: (max if "CPU-second" in name else min)(one[name] for one in rounds) for name in rounds[0]}
    return {
        **best,
        "memory, MB": max(one["memory, MB"] for one in rounds),
        "lines per CPU-second, `genjin understand`": _of_the_command(env),
    }


def _of_the_command(env: dict[str, str]) -> float:
    """Return how many lines the command answers for each second of processor time beyond what its start takes."""
    lines = [
        json.dumps({"id": at, "text": one.asked.text, "speaker": one.asked.speaker, "source": one.asked.source})
        for at, one in enumerate([*learnt(), *held_out()])
    ]
    spent = min(_spent(lines, env) for _ in range(_ROUNDS)) - min(_spent(lines[:1], env) for _ in range(_ROUNDS))
    return round((len(lines) - 1) / spent)


def _spent(lines: list[str], env: dict[str, str]) -> float:
    """Return the processor time of one run, in seconds."""
    code = "import sys; from app.cli import main; sys.argv = ['genjin', 'understand']; main()"
    before = os.times()
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        input="\n".join(lines).encode(),
        check=True,
        capture_output=True,
        env=env,
    )
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system
