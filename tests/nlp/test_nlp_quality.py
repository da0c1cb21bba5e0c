"""The floor under understanding: hand-written messages may never be understood worse than this."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.language.scoring import Scores, score
from benchmarks.language.sentences import load, notes
from nlp.reading import Asked
from nlp.understand import to_json
from tests.nlp.reader import READER, read

FLOOR = {
    "is_lead": 0.98, "company": 0.93, "name": 0.96, "title": 0.90, "phone": 0.98, "email": 0.99, "wechat": 0.97,
    "budget": 0.95, "next_time": 0.95, "action_type": 0.88, "signals": 0.93, "competitors": 0.93,
}  # fmt: skip


@pytest.fixture(scope="module")
def scores() -> Scores:
    def ours(asked: Asked) -> dict[str, Any]:
        return to_json(READER.read(asked))

    return score(notes(), ours)


@pytest.mark.parametrize("field", FLOOR)
def test_field(scores: Scores, field: str) -> None:
    assert scores.fields[field].f1 >= FLOOR[field]


def test_stages(scores: Scores) -> None:
    right, seen = scores.stages
    assert right / seen >= 0.89


def test_no_kind_of_talk_is_left_behind(scores: Scores) -> None:
    for kind in ("chat", "voice", "mixed", "traditional", "multi", "correction", "customer"):
        assert scores.kind_mean(kind) >= 0.84, kind


def test_intents() -> None:
    wrong = [row.asked.text for row in load("intents") if read(row.asked.text).intent != row.gold["intent"]]
    assert len(wrong) <= 2, wrong
