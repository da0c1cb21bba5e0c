"""The hand-written sentences of `tests/language`, with what should be understood of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from nlp.reading import Asked

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "language"
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
KINDS = ("chat", "voice", "mixed", "traditional", "multi", "correction", "negative", "customer")
LEARNT = (
    *KINDS,
    *(f"unseen_{at}" for at in range(1, 4)),
    *(f"blind_{at}" for at in range(1, 8)),
    *(f"practice_{at}" for at in (*range(1, 4), *range(7, 25), *range(28, 34))),
)
"""Files of whole messages that rules and models have learnt from."""
HARD = ("practice_4", "practice_5", "practice_6", "practice_27")
"""Files of messages harder than talk, whose mix is unlike it."""
HELD_OUT = ("fresh_1", "fresh_2", "fresh_3", "fresh_4", "fresh_5")
"""Files that no model has learnt from. Rules were mended after reading what fresh_3 missed, by kinds of talk."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: what was asked, its kind, and the fields that should come out (`gold`)."""

    asked: Asked
    kind: str
    gold: dict[str, Any]
    file: str = ""


def load(name: str) -> list[Sentence]:
    """Return the sentences of one file of `tests/language`."""
    found = []
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        asked = Asked(row["text"], NOW, row.get("speaker", "sales"), row.get("source", "chat"))
        kind = row.get("kind", name)
        kind = kind if kind in KINDS else asked.speaker if name not in KINDS and asked.speaker == "customer" else name
        found.append(Sentence(asked, kind, row["gold"], name))
    return found


def notes() -> list[Sentence]:
    """Return every whole message, of every kind."""
    return [sentence for kind in KINDS for sentence in load(kind)]


def learnt() -> list[Sentence]:
    """Return every hand-written message that rules or models have learnt from."""
    return [sentence for name in LEARNT for sentence in load(name)]


def hard() -> list[Sentence]:
    """Return the hand-written messages that models learn from and that are harder than talk."""
    return [sentence for name in HARD for sentence in load(name)]


def held_out() -> list[Sentence]:
    """Return the hand-written messages that nothing has learnt from."""
    return [sentence for name in HELD_OUT for sentence in load(name)]
