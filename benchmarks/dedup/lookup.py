"""One new record against all known ones: time, quality and the memory of the incremental index.

`python -m benchmarks.dedup.lookup [--rows N] [--seed N]` keeps one row in a few hundred back and asks about each.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import time
from collections.abc import Sequence

import psutil

from benchmarks.dedup.generate import generate
from benchmarks.figures import Figure, as_table
from nlp.dedup.index import Customer, DuplicateIndex

ROWS, ASKED, WARM_UP = 1_000_000, 2000, 100
TARGET_MS = 5.0


def measure(rows: int = ROWS, seed: int = 2026) -> list[Figure]:
    """Build the index over a made-up table and return what it takes to ask it."""
    table, truth = generate(rows, seed)
    back = set(random.Random(seed).sample(range(rows), min(ASKED + WARM_UP, rows // 4)))
    gc.collect()
    gc.freeze()
    before, used = _megabytes(), time.process_time()
    index = DuplicateIndex(_customer(number, table[number]) for number in range(rows) if number not in back)
    built, size = time.process_time() - used, _megabytes() - before
    gc.collect()
    gc.freeze()
    taken, spent, mates, first = _ask(index, table, truth, sorted(back))
    name = f"one record against {len(index):,}"
    return [
        Figure(f"{name}: p50", _share(taken, 50), "ms"),
        Figure(f"{name}: p99", _share(taken, 99), "ms", TARGET_MS),
        Figure(f"{name}: p99 of CPU time", _share(spent, 99), "ms", TARGET_MS),
        Figure("first answer is the same customer, where there is one", 100 * first / max(mates, 1), "%"),
        Figure("memory of the index", size, "MB"),
        Figure("CPU time to build it", built, "s"),
        Figure("load of the machine while asking", os.getloadavg()[0], ""),
    ]


def _ask(
    index: DuplicateIndex, table: Sequence[Sequence[str]], truth: Sequence[int], asked: Sequence[int]
) -> tuple[list[float], list[float], int, int]:
    """Return wall and CPU milliseconds, the records that have a known mate, and for how many it came first."""
    back, wanted = set(asked), {truth[number] for number in asked}
    known = {truth[number] for number in range(len(truth)) if number not in back} & wanted
    taken, spent, mates, first = [], [], 0, 0
    for at, number in enumerate(asked):
        customer = _customer(number, table[number])
        begun, used = time.perf_counter(), time.thread_time()
        found = index.match(customer)
        if at >= WARM_UP:
            taken.append((time.perf_counter() - begun) * 1000)
            spent.append((time.thread_time() - used) * 1000)
        mates += truth[number] in known
        first += bool(found) and truth[int(found[0].id)] == truth[number]
    return taken, spent, mates, first


def _customer(number: int, row: Sequence[str]) -> Customer:
    return Customer(str(number), *row)


def _share(values: list[float], percent: int) -> float:
    return sorted(values)[len(values) * percent // 100]


def _megabytes() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="benchmarks.dedup.lookup", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    print(as_table(measure(options.rows, options.seed)))


if __name__ == "__main__":
    main()
