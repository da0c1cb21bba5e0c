"""Precision, recall and F1 of each field, over all sentences and for each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.language.sentences import Sentence
from nlp.reading import Asked

FIELDS = (
    "is_lead", "company", "name", "title", "phone", "email", "wechat", "budget", "next_time", "action_type", "signals",
    "competitors",
)  # fmt: skip
Reader = Callable[[Asked], dict[str, Any]]


@dataclass(slots=True)
class Count:
    """Right, wrong and missed values."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, gold: set[Any], got: set[Any]) -> None:
        """Count one sentence."""
        self.right += len(gold & got)
        self.wrong += len(got - gold)
        self.missed += len(gold - got)

    @property
    def precision(self) -> float:
        """Share of the values given that are right; 1 when none was given."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of the values wanted that were given; 1 when none was wanted."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def used(self) -> bool:
        """Whether the field was wanted or given at all."""
        return self.right + self.wrong + self.missed > 0


@dataclass(slots=True)
class Scores:
    """Counts of each field and kind, and the share of right stages."""

    fields: dict[str, Count]
    kinds: dict[str, dict[str, Count]]
    stages: tuple[int, int]

    def kind_mean(self, kind: str) -> float:
        """Mean F1 over the fields that occur in a kind."""
        used = [count.f1 for count in self.kinds[kind].values() if count.used]
        return sum(used) / len(used) if used else 1.0


def values(line: dict[str, Any], field: str) -> set[Any]:
    """Return the values of one field of a `genjin understand` line (or of gold) as a set."""
    people = line.get("contacts", [])
    if field == "is_lead":
        return {True} if line.get("is_lead") else set()
    if field == "name":
        return {person["name"] for person in people if person["name"]}
    if field == "title":
        return {(person["name"], person["title"]) for person in people if person["title"]}
    if field in {"phone", "email", "wechat"}:
        return {person[field] for person in people if person[field]}
    if field in {"signals", "competitors"}:
        return set(line.get(field, ()))
    key = {"budget": "budget_cny", "action_type": "next_action_type"}.get(field, field)
    value = line.get(key)
    return {float(value) if key == "budget_cny" else value} if value else set()


def score(sentences: list[Sentence], read: Reader) -> Scores:
    """Return how well `read` does on the sentences. Fields that gold does not name are not looked at."""
    fields: dict[str, Count] = {field: Count() for field in FIELDS}
    kinds: dict[str, dict[str, Count]] = defaultdict(lambda: {field: Count() for field in FIELDS})
    right = seen = 0
    for sentence in sentences:
        line = read(sentence.asked)
        for field in FIELDS:
            if sentence.kind == "customer" and field not in {"signals", "competitors"}:
                continue
            gold, got = values(sentence.gold, field), values(line, field)
            fields[field].add(gold, got)
            kinds[sentence.kind][field].add(gold, got)
        if sentence.gold.get("is_lead"):
            seen += 1
            right += sentence.gold["stage"] == line.get("stage")
    return Scores(fields, dict(kinds), (right, seen))
