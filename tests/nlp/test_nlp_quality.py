"""The floor under understanding: hand-written messages may never be understood worse than this."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.language.scoring import Scores, score
from benchmarks.language.sentences import held_out, learnt, load, notes
from nlp.reading import Asked
from nlp.understand import to_json
from tests.nlp.reader import READER, read

FLOOR = {
    "is_lead": 0.98, "company": 0.95, "name": 0.96, "title": 0.92, "phone": 0.98, "email": 0.98, "wechat": 0.97,
    "budget": 0.88, "next_time": 0.90, "action_type": 0.93, "signals": 0.92, "competitors": 0.92,
}  # fmt: skip
"""Over every hand-written message, learnt from or not so long ago."""
TARGET = {
    "is_lead": 0.97, "company": 0.82, "name": 0.93, "title": 0.90, "phone": 0.99, "email": 0.98, "wechat": 0.97,
    "budget": 0.95, "next_time": 0.95, "action_type": 0.87, "signals": 0.92, "competitors": 0.85,
}  # fmt: skip
"""What the hand-written messages of each kind of talk must reach."""
UNMET = {
    "is_lead": 0.97, "company": 0.89, "name": 0.90, "title": 0.86, "phone": 0.97, "budget": 0.88, "next_time": 0.92,
    "action_type": 0.80, "signals": 0.84, "competitors": 0.72,
}  # fmt: skip
"""Messages that nothing has learnt from, fresh_5 among them: below the targets, and never to fall lower."""


def _ours(asked: Asked) -> dict[str, Any]:
    return to_json(READER.read(asked))


@pytest.fixture(scope="module")
def scores() -> Scores:
    return score(learnt(), _ours)


@pytest.fixture(scope="module")
def by_kind() -> Scores:
    return score(notes(), _ours)


@pytest.fixture(scope="module")
def unmet() -> Scores:
    return score(held_out(), _ours)


def test_there_is_enough_to_judge_by() -> None:
    assert len(learnt()) + len(held_out()) >= 600


@pytest.mark.parametrize("field", FLOOR)
def test_field(scores: Scores, field: str) -> None:
    assert scores.fields[field].f1 >= FLOOR[field]


@pytest.mark.parametrize("field", TARGET)
def test_target(by_kind: Scores, field: str) -> None:
    assert by_kind.fields[field].f1 >= TARGET[field]


@pytest.mark.parametrize("field", UNMET)
def test_messages_never_met(unmet: Scores, field: str) -> None:
    assert unmet.fields[field].f1 >= UNMET[field]


def test_stages(scores: Scores, by_kind: Scores, unmet: Scores) -> None:
    for found, least in ((scores, 0.90), (by_kind, 0.89), (unmet, 0.80)):
        right, seen = found.stages
        assert right / seen >= least


def test_no_kind_of_talk_is_left_behind(by_kind: Scores) -> None:
    for kind in ("chat", "voice", "mixed", "traditional", "multi", "correction", "customer"):
        assert by_kind.kind_mean(kind) >= 0.84, kind


def test_intents() -> None:
    wrong = [row.asked.text for row in load("intents") if read(row.asked.text).intent != row.gold["intent"]]
    assert len(wrong) <= 2, wrong
