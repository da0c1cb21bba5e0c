"""Training of what is heard (signals, actions, stages) and of the choosers that use it.

A chooser learns from hearing that has not met the message: hearing is trained on four fifths at a time for that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.language import choosing
from benchmarks.language.choosing import Choice
from benchmarks.language.learn import Bag, learn
from benchmarks.language.material import phrases
from benchmarks.language.sentences import HARD, Sentence
from nlp import fuse, stage
from nlp.agree import agree
from nlp.learned import hearing, talk_model
from nlp.learned.chooser import best_of
from nlp.learned.heard import Heard
from nlp.normalize import normalize
from nlp.numbers.budget import choose_budget
from nlp.scan import Scan, scan
from nlp.signals import SIGNALS, find_signals
from nlp.span import Span
from nlp.stage import LOST, STAGES
from nlp.steps import candidates
from nlp.steps.actions import KINDS
from nlp.steps.ahead import live_times, times_ahead
from nlp.steps.next_step import nearest, time_marks

LABELS: dict[str, tuple[str, ...]] = {
    "signals": SIGNALS,
    "actions": tuple(kind for kind, _ in KINDS),
    "stages": (*STAGES[1:], LOST),
}
_FOLDS = 5
_ROUNDS, _DECAY, _KEPT = 10, 0.0001, 0.12
_LEAST, _LEFT_OUT, _TRAININGS = 2, 0.4, 3
_TALK = {"signals": 6.0, "actions": 6.0, "stages": 3.0}
"""How much a whole message weighs beside a phrase."""
_EAGER = 0.6
"""What is added to the bases: what is half heard is more often said than not, since phrases say more than talk does."""


@dataclass(frozen=True, slots=True)
class Read:
    """A hand-written message as the finders see it."""

    sentence: Sentence
    seen: Scan
    quiet: str
    spoken: str
    rivals: list[Span]


def _read(sentence: Sentence) -> Read:
    asked = sentence.asked
    seen = scan(normalize(asked.text), asked.now, [], [])
    names = agree(seen, customer=asked.speaker == "customer")
    seen.people = names.people
    quiet = fuse.quiet(seen, names.company, names.rivals)
    return Read(sentence, seen, quiet, candidates.timeless(quiet, live_times(seen)), names.rivals)


def _pieces(plain: str) -> tuple[str, ...]:
    return tuple(hearing.pieces_of(plain)) or ("",)


def _bags_of_phrases(name: str) -> list[Bag]:
    """Return the phrases of one kind of model; what other files say stands for nothing here."""
    bags = [Bag((hearing.edged(normalize(text).plain),), frozenset(said)) for text, said in phrases(name)]
    for other in LABELS:
        for text, said in phrases(other) if other != name else ():
            alike = {"样品需求", "试用意向", "寄样", "测试"} & set(said)
            if name != "stages" and not alike:
                bags.append(Bag((hearing.edged(normalize(text).plain),), frozenset(), 0.5))
    return bags


def _labels(name: str, gold: dict[str, Any]) -> frozenset[str] | None:
    key = {"signals": "signals", "actions": "next_action_type", "stages": "stage"}[name]
    if key not in gold or (name == "stages" and not gold.get("is_lead")):
        return None
    value = gold[key]
    return frozenset(value if isinstance(value, list) else [value] if value else [])


def _bag(name: str, read: Read) -> Bag | None:
    labels = _labels(name, read.sentence.gold)
    if labels is None or (name == "actions" and read.sentence.file in HARD):
        return None
    return Bag(_pieces(read.spoken), labels & set(LABELS[name]), _TALK[name])


Kept = tuple[list[str], Any, dict[str, Any]]
"""Labels, their bases and the weights of each run."""


def _hearing(name: str, reads: list[Read], seed: int, trainings: int = _TRAININGS) -> Kept:
    bags = _bags_of_phrases(name) + [bag for read in reads if (bag := _bag(name, read))]
    learnt = [learn(bags, LABELS[name], _ROUNDS, seed + at, _DECAY, _LEAST, _LEFT_OUT) for at in range(trainings)]
    bases, none = sum(each for each, _ in learnt) / trainings + _EAGER, np.zeros(len(LABELS[name]))
    met = sorted(set().union(*(kept for _, kept in learnt)))
    runs = {run: sum(kept.get(run, none) for _, kept in learnt) / trainings for run in met}
    runs = {run: np.where(np.abs(values) >= _KEPT, values, 0) for run, values in runs.items()}
    return [f"{name} {label}" for label in LABELS[name]], bases, {run: v for run, v in runs.items() if v.any()}


def _joined(parts: list[Kept]) -> dict[str, Any]:
    """Return several models as one, ready to be written: one row for each run, one byte for each weight."""
    labels = [label for names, _, _ in parts for label in names]
    runs = sorted(set().union(*(kept for _, _, kept in parts)))
    weights, at = np.zeros((len(runs), len(labels)), dtype=np.float32), 0
    index = {run: row for row, run in enumerate(runs)}
    for names, _, kept in parts:
        for run, values in kept.items():
            weights[index[run], at : at + len(names)] = values
        at += len(names)
    codes = np.zeros((len(runs), talk_model.LONGEST_RUN), dtype=np.uint32)
    for row, run in enumerate(runs):
        codes[row, : len(run)] = [ord(char) for char in run]
    scale = np.float32(np.abs(weights).max() / 127)
    return {
        "labels": np.array(labels), "bases": np.concatenate([bases for _, bases, _ in parts]).astype(np.float32),
        "runs": codes, "weights": np.round(weights / scale).astype(np.int8), "scale": scale,
    }  # fmt: skip


def _model(kept: dict[str, Any]) -> talk_model.Model:
    labels = tuple(map(str, kept["labels"]))
    return talk_model.model_of(labels, kept["bases"], kept["runs"], kept["weights"], float(kept["scale"]))


def _steps(read: Read, heard: list[Heard]) -> list[candidates.Step]:
    customer = read.sentence.asked.speaker == "customer"
    times = live_times(read.seen)
    return candidates.find_steps(read.quiet, read.seen.clauses, times, heard, nearest, customer=customer)


def _step_choice(read: Read, heard: list[Heard]) -> Choice | None:
    gold = read.sentence.gold
    if not gold.get("is_lead") or "next_action_type" not in gold or read.sentence.file in HARD:
        return None
    found = _steps(read, heard)
    right = [at for at, step in enumerate(found) if step.action.kind == gold["next_action_type"]]
    timed = [at for at in right if (when := found[at].when) and when.due() == gold["next_time"]]
    if gold["next_action_type"] and not right:
        return None
    readings = (*(step.marks for step in found), ("none",))
    return Choice(readings, frozenset(timed or right or [len(found)]), _weight(read))


def _step_taken(read: Read, heard: list[Heard], worth: dict[str, float]) -> candidates.Step | None:
    found = _steps(read, heard)
    place, _ = best_of(worth, [step.marks for step in found])
    return found[place] if place >= 0 else None


def _time_choice(read: Read, step: candidates.Step | None) -> Choice | None:
    gold = read.sentence.gold
    if not gold.get("is_lead") or "next_time" not in gold:
        return None
    times = times_ahead(read.seen)
    readings = time_marks(read.quiet, times, step, read.seen.today)
    right = [at for at, (when, _) in enumerate(times) if when.due() == gold["next_time"]]
    if not times or (gold["next_time"] and not right):
        return None
    return Choice((*readings, ("none",)), frozenset(right or [len(times)]), _weight(read))


def _stage_choice(read: Read, heard: list[Heard], said: list[Heard], step: candidates.Step | None) -> Choice | None:
    """Return the choice of a stage beside what is read of the message, right or wrong, as it will be in use."""
    gold = read.sentence.gold
    if not gold.get("is_lead") or not gold.get("stage"):
        return None
    budget = choose_budget(read.seen.plain, read.seen.amounts, []) is not None
    ruled, _ = stage.find_stage(read.quiet)
    stages = (*STAGES, LOST)
    customer = read.sentence.asked.speaker == "customer"
    lost = stage.heard_lost(heard)
    given = find_signals(read.quiet, said, rivals=read.rivals, customer=customer, lost=lost)
    fired = [signal.name for signal in given]
    action = step.action.kind if step else ""
    told = stage.said_of(read.quiet, ruled, heard, action, fired, budget=budget, customer=customer)
    marks = [stage.marks(each, told) for each in stages]
    return Choice(tuple(map(tuple, marks)), frozenset([stages.index(gold["stage"])]), _weight(read))


def _weight(read: Read) -> float:
    """Return more for messages that no pattern was written after; those harder than talk weigh no more than others."""
    told = read.sentence.file
    return 3.0 if told.startswith(("unseen", "blind", "practice")) and told not in HARD else 1.0


def _unmet(name: str, reads: list[Read], seed: int) -> list[list[Heard]]:
    """Return for each message what is heard in it by a model that has not met it; one training is good enough here."""
    said: list[list[Heard]] = [[] for _ in reads]
    for fold in range(_FOLDS):
        kept = _hearing(name, [read for at, read in enumerate(reads) if at % _FOLDS != fold], seed, 1)
        ready = _model(_joined([kept]))
        for at in range(fold, len(reads), _FOLDS):
            said[at] = hearing.listen(reads[at].spoken, ready).get(name, [])
    return said


def models(sentences: list[Sentence], seed: int) -> tuple[dict[str, Any], dict[str, dict[str, float]]]:
    """Return (what hears, the choosers by name)."""
    reads = [_read(sentence) for sentence in sentences]
    said, heard = _unmet("signals", reads, seed), _unmet("actions", reads, seed)
    worth = _fitted((_step_choice(read, told) for read, told in zip(reads, heard, strict=True)), seed)
    taken = [_step_taken(read, told, worth) for read, told in zip(reads, heard, strict=True)]
    times = _fitted((_time_choice(read, step) for read, step in zip(reads, taken, strict=True)), seed)
    rows = zip(reads, _unmet("stages", reads, seed), said, taken, strict=True)
    choosers = {"steps": worth, "times": times, "stages_choice": _fitted((_stage_choice(*row) for row in rows), seed)}
    return _joined([_hearing(name, reads, seed) for name in LABELS]), choosers


def _fitted(choices: Iterable[Choice | None], seed: int) -> dict[str, float]:
    found = [one for one in choices if one]
    worths = [choosing.fit(found, seed + at) for at in range(_TRAININGS)]
    met = sorted(set().union(*worths))
    return {mark: round(sum(worth.get(mark, 0.0) for worth in worths) / _TRAININGS, 4) for mark in met}
