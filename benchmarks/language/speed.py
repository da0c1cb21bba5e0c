"""Messages per second of processor time, time to import, time to the first answer, memory: each in a fresh process."""

from __future__ import annotations

import json
import subprocess
import sys

_CHILD = """
import json, sys, time
from pathlib import Path
started = time.process_time()
import nlp.understand
imported = time.process_time()
from benchmarks.language.sentences import notes
messages = [sentence.asked for sentence in notes()]
reader = nlp.understand.Understander()
begun = time.process_time()
reader.read(messages[0])
first = time.process_time() - begun
for asked in messages:
    reader.read(asked)
rounds, abreast = [], []
for _ in range(5):
    begun = time.process_time()
    for asked in messages:
        reader.read(asked)
    between = time.process_time()
    reader.read_all(messages)
    abreast.append(time.process_time() - between)
    rounds.append(between - begun)
status = Path("/proc/self/status").read_text()
resident = int(status.split("VmRSS:")[1].split()[0])
print(json.dumps({
    "messages per CPU-second, one by one": round(len(messages) / min(rounds)),
    "messages per CPU-second, side by side": round(len(messages) / min(abreast)),
    "import, seconds": round(imported - started, 2),
    "first message, seconds": round(first, 2),
    "memory, MB": round(resident / 1024),
}))
"""


def measure() -> dict[str, float]:
    """Return the figures by name."""
    done = subprocess.run([sys.executable, "-c", _CHILD], check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures
