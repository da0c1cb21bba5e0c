"""How much is found in made-up worlds that nothing was tuned on."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.dedup.generate import COLUMNS, generate
from benchmarks.dedup.scoring import pairwise
from nlp.dedup.columns import roles_of
from nlp.dedup.engine import find_groups
from nlp.dedup.load import load
from nlp.dedup.record import RecordReader
from nlp.dedup.store import Store
from nlp.dedup.table import open_table
from nlp.names.learning import learn_trades
from nlp.names.vocabulary import vocabulary


@pytest.mark.parametrize("seed", [501, 502, 503])
def test_finds_nearly_all_and_joins_hardly_any_by_mistake(seed: int) -> None:
    rows, truth = generate(4000, seed)
    reader, store = RecordReader(roles_of(COLUMNS), vocabulary(learn_trades(row[0] for row in rows))), Store()
    for row in rows:
        store.add(reader.read(row))
    precision, recall, f1 = pairwise([group.rows for group in find_groups(store)], truth)
    assert f1 >= 0.96
    assert precision >= 0.97
    assert recall >= 0.93


def test_its_own_lists_are_not_what_finds_them(tmp_path: Path) -> None:
    rows, truth = generate(4000, 504, strange=True)
    file = tmp_path / "strange.csv"
    with file.open("w", encoding="utf-8", newline="") as table:
        csv.writer(table).writerows([COLUMNS, *rows])
    precision, recall, f1 = pairwise([group.rows for group in find_groups(load(open_table(file), {}).store)], truth)
    assert (f1 >= 0.96, precision >= 0.97, recall >= 0.93) == (True, True, True), (precision, recall, f1)


def test_worlds_repeat_by_seed_and_differ_between_seeds() -> None:
    assert generate(50, 1) == generate(50, 1)
    assert generate(50, 1)[0] != generate(50, 2)[0]


def test_nothing_found_has_no_recall() -> None:
    assert pairwise([], [1, 1, 2]) == (0.0, 0.0, 0.0)
    assert pairwise([[0, 1]], [1, 1, 2]) == (1.0, 1.0, 1.0)
    assert pairwise([[0, 1, 2]], [1, 1, 2])[0] == pytest.approx(1 / 3)
