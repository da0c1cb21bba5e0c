"""`python -m benchmarks.language`: quality of each field and kind beside a plain baseline, then speed and memory.

With names of files of `tests/language` (`fresh_5 practice_6`): F1 of each field in each of them, and nothing more.
"""

from __future__ import annotations

import sys
from typing import Any

from benchmarks.language import baseline, dense, keyword_scores, speed
from benchmarks.language.scoring import FIELDS, Scores, score
from benchmarks.language.sentences import KINDS, held_out, learnt, load
from nlp.reading import Asked
from nlp.understand import Understander, to_json

TARGETS = {
    "is_lead": 0.97, "company": 0.82, "name": 0.93, "title": 0.90, "phone": 0.99, "email": 0.98, "wechat": 0.97,
    "budget": 0.95, "next_time": 0.95, "action_type": 0.87, "signals": 0.92, "competitors": 0.85,
}  # fmt: skip


def main() -> None:
    """Measure and print."""
    reader = Understander()

    def ours(asked: Asked) -> dict[str, Any]:
        return to_json(reader.read(asked))

    sentences, fresh = learnt(), held_out()
    mine, plain, unseen = score(sentences, ours), score(sentences, baseline.read), score(fresh, ours)
    print(f"{len(sentences)} hand-written messages that rules and models have learnt from, {len(fresh)} held out\n")
    print(f"{'field':<12} {'P':>6} {'R':>6} {'F1':>6} {'target':>7} {'baseline F1':>12} {'held out F1':>12}")
    for field in FIELDS:
        count, other, new = mine.fields[field], plain.fields[field], unseen.fields[field]
        figures = f"{count.precision:>6.3f} {count.recall:>6.3f} {count.f1:>6.3f} {TARGETS[field]:>7.2f}"
        print(f"{field:<12} {figures} {other.f1:>12.3f} {new.f1:>12.3f}")
    shares = f"{_share(mine):>6.3f} {0.82:>7.2f} {_share(plain):>12.3f} {_share(unseen):>12.3f}"
    print(f"{'stage':<12} {'accuracy':>13} {shares}\n")
    for kind in KINDS:
        if kind == "negative":
            wrong, other_wrong = mine.kinds[kind]["is_lead"].wrong, plain.kinds[kind]["is_lead"].wrong
            print(f"{kind:<12} false leads {wrong}, baseline {other_wrong}")
            continue
        ours_mean, plain_mean = mine.kind_mean(kind), plain.kind_mean(kind)
        print(f"{kind:<12} mean F1 {ours_mean:.3f}, baseline {plain_mean:.3f}, held out {_held(unseen, kind)}")
    rows = load("intents")
    right = sum(ours(row.asked)["intent"] == row.gold["intent"] for row in rows)
    print(f"\nintents      {right} of {len(rows)}")
    for way, (precision, recall) in keyword_scores.measure().items():
        print(f"keywords, {way:<17} precision {precision:.3f}, recall {recall:.3f}")
    for loaded, values in speed.measure().items():
        for name, value in values.items():
            print(f"{loaded + ': ' + name:<55} {value}")
    cost, name = dense.slowest()
    print(f"{'densest message, CPU ms':<26} {cost:.0f} ({name})")


def of_files(names: list[str]) -> None:
    """Print what each file reaches, a line each."""
    reader = Understander()
    for name in names:
        found = score(load(name), lambda asked: to_json(reader.read(asked)))
        figures = "  ".join(f"{field} {found.fields[field].f1:.2f}" for field in FIELDS)
        print(f"{name}: {figures}  stage {_share(found):.2f}")


def _held(scores: Scores, kind: str) -> str:
    return f"{scores.kind_mean(kind):.3f}" if kind in scores.kinds else "-"


def _share(scores: Scores) -> float:
    return scores.stages[0] / scores.stages[1]


if sys.argv[1:]:
    of_files(sys.argv[1:])
else:
    main()
