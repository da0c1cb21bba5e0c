"""The floor under sentences that were written without a look at the rules, of trades and wordings not met before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from benchmarks.language.scoring import Scores, score
from benchmarks.language.sentences import FOLDER, load
from nlp.reading import Asked
from nlp.understand import to_json
from tests.nlp.reader import READER

FLOOR = {
    "is_lead": 0.96, "company": 0.76, "name": 0.93, "title": 0.75, "phone": 0.90, "wechat": 0.98, "budget": 0.88,
    "next_time": 0.79, "action_type": 0.76, "signals": 0.84, "competitors": 0.70,
}  # fmt: skip


@pytest.fixture(scope="module")
def scores() -> Scores:
    def ours(asked: Asked) -> dict[str, Any]:
        return to_json(READER.read(asked))

    found = [row for path in sorted(FOLDER.glob("unseen_*.jsonl")) for row in load(path.stem)]
    return score([replace(row, kind=row.asked.speaker) for row in found], ours)


@pytest.mark.parametrize("field", FLOOR)
def test_field(scores: Scores, field: str) -> None:
    assert scores.fields[field].f1 >= FLOOR[field]


def test_stages(scores: Scores) -> None:
    right, seen = scores.stages
    assert right / seen >= 0.82
