"""`python -m benchmarks [--json] [edge] [response] [idle] [rights]`: every speed and size we promise, measured now.

Exit code 1 when a target is missed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from benchmarks import edge, idle, response, rights
from benchmarks.figures import Figure, as_table
from tests.databases import postgresql_server


def _edge() -> list[Figure]:
    with postgresql_server() as url:
        return edge.measure(url)


def _rights() -> list[Figure]:
    with postgresql_server() as url:
        return rights.measure(url)


MEASUREMENTS: dict[str, Callable[[], list[Figure]]] = {
    "edge": _edge,
    "response": response.measure,
    "idle": idle.measure,
    "rights": _rights,
}


def main(words: list[str]) -> int:
    """Measure what was asked for, everything by default, and print it."""
    as_json = "--json" in words
    wanted = [word for word in words if word != "--json"] or list(MEASUREMENTS)
    figures: list[Figure] = []
    for name in wanted:
        sys.stderr.write(f"measuring {name} …\n")
        figures += MEASUREMENTS[name]()
    if as_json:
        print(json.dumps([figure.as_json() for figure in figures], ensure_ascii=False, indent=1))
    else:
        print(as_table(figures))
    return 1 if any(figure.held is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
