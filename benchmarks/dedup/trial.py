"""One method on one table in a process of its own, so that its memory and CPU time are its own."""

from __future__ import annotations

import csv
import json
import resource
import sys
import time
from pathlib import Path

from benchmarks.dedup.peers import COLUMNS, PEERS
from benchmarks.dedup.scoring import pairwise

OURS = "Genjin"


def main(method: str, folder: Path, budget: int) -> None:
    """Print what the method reached on the table in a folder as one JSON object.

    The kernel ends the process (SIGXCPU) when it has used `budget` seconds of CPU time.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (budget, budget + 5))
    truth = [int(line) for line in (folder / "truth.txt").read_text().split()]
    used, begun = _cpu(), time.monotonic()
    if method == OURS:
        groups = _ours(folder / "raw.csv")
    else:
        table = _cleaned(folder / "cleaned.csv")
        used, begun = _cpu(), time.monotonic()
        groups = PEERS[method](table, truth)
    precision, recall, f1 = pairwise(groups, truth)
    answer = {"method": method, "rows": len(truth), "precision": precision, "recall": recall, "f1": f1}
    answer |= {"cpu_s": _cpu() - used, "wall_s": time.monotonic() - begun}
    answer["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write("\n" + json.dumps(answer) + "\n")


def _ours(file: Path) -> list[list[int]]:
    """Read the file as people send it and find the groups, evidence and all."""
    from nlp.dedup.engine import find_groups
    from nlp.dedup.load import load
    from nlp.dedup.table import open_table

    return [list(group.rows) for group in find_groups(load(open_table(file), {}).store)]


def _cleaned(file: Path) -> dict[str, list[str]]:
    columns: list[list[str]] = [[] for _ in COLUMNS]
    with file.open(encoding="utf-8", newline="") as source:
        for row in csv.reader(source):
            for column, value in zip(columns, row, strict=True):
                column.append(value)
    return dict(zip(COLUMNS, columns, strict=True))


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
