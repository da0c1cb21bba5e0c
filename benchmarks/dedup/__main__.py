"""`make bench-dedup`: our engine and its peers on the same made-up tables, one process each; then Febrl4, one new
record, and the door.

`--big` adds a million rows, `--seed N` another world, `--rows N` another size, `--only NAME` one method, `--budget N`
seconds of CPU time for each method.
"""

from __future__ import annotations

import argparse
import csv
import json
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.dedup.generate import COLUMNS, generate
from benchmarks.dedup.peers import PEERS, cleaned
from benchmarks.dedup.trial import OURS

SIZES, BIG = (10_000, 100_000), 1_000_000
BUDGET = 1200
"""Seconds of CPU time that each method has for each table."""
_HEAD = f"{'method':<30}{'rows':>10}{'P':>8}{'R':>8}{'F1':>8}{'CPU s':>9}{'wall s':>9}{'peak MB':>9}"


def main() -> None:
    """Measure every method at every size and print one line each; then one new record, and the door, at the largest."""
    options = _options()
    sizes = (options.rows,) if options.rows else (*SIZES, BIG) if options.big else SIZES
    print(_HEAD)
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            _write(Path(folder), rows, options.seed, options.strange)
            for method in (OURS, *PEERS):
                if options.only in ("", method):
                    print(_line(_run(method, folder, rows, options.budget)), flush=True)
    if not options.only:
        # In processes of their own, so that the memory of one is not counted with the other's.
        size = ("--rows", str(sizes[-1]))
        for part, more in (("febrl", ()), ("lookup", size), ("door", size)):
            print(flush=True)
            subprocess.run([sys.executable, "-m", f"benchmarks.dedup.{part}", *more], check=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.dedup", description=__doc__)
    parser.add_argument("--big", action="store_true", help="a million rows too")
    parser.add_argument("--rows", type=int, default=0, help="one size only")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--budget", type=int, default=BUDGET, help="seconds of CPU time for each method and table")
    parser.add_argument("--strange", action="store_true", help="a world of the other lexicon")
    parser.add_argument("--only", default="", help="one method only")
    return parser.parse_args()


def _write(folder: Path, size: int, seed: int, strange: bool) -> None:
    rows, truth = generate(size, seed, strange)
    with (folder / "raw.csv").open("w", encoding="utf-8", newline="") as raw:
        csv.writer(raw).writerows([COLUMNS, *rows])
    with (folder / "cleaned.csv").open("w", encoding="utf-8", newline="") as clean:
        csv.writer(clean).writerows(cleaned(rows))
    (folder / "truth.txt").write_text("\n".join(map(str, truth)))


def _run(method: str, folder: str, rows: int, budget: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.dedup.trial", method, folder, str(budget)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip() or f"ended by signal {-done.returncode}").splitlines()[-1]
        why = f"not done in {budget:,} s of CPU time" if -done.returncode == signal.SIGXCPU else said
        return {"method": method, "rows": rows, "error": why}
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def _line(found: dict[str, Any]) -> str:
    if "error" in found:
        return f"{found['method']:<30}{found['rows']:>10,}  {found['error']}"
    shares = "".join(f"{found[name]:>8.3f}" for name in ("precision", "recall", "f1"))
    costs = f"{found['cpu_s']:>9.1f}{found['wall_s']:>9.1f}{found['peak_mb']:>9.0f}"
    return f"{found['method']:<30}{found['rows']:>10,}{shares}{costs}"


if __name__ == "__main__":
    main()
