"""`python -m benchmarks.language.train [notes]` trains everything in `config/lexicon/weights`, the same way each time.

Material: the hand-written messages of `tests/language` except those held out, their names exchanged; phrases of sales
talk (`material/`); notes made of frames. Needs some minutes of one processor.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import numpy as np

from benchmarks.language import names_training, steps_training
from benchmarks.language.sentences import hard, learnt
from nlp.lexicon import FOLDER

NOTES, SEED = 50_000, 7


def save(name: str, kept: object) -> None:
    """Write one model as JSON."""
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (FOLDER / "weights" / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def main(notes: int, parts: frozenset[str]) -> None:
    """Train the tagger, then what hears with names blanked, then what chooses among what was heard."""
    (FOLDER / "weights").mkdir(exist_ok=True)
    sentences = learnt() + hard()
    if "names" in parts:
        material = names_training.material(sentences, notes, random.Random(SEED))
        packed = names_training.packed(names_training.fit(*material, len(sentences), SEED))
        np.savez_compressed(Path(FOLDER / "weights" / "names.npz"), **packed)
    if "talk" in parts:
        heard, choosers = steps_training.models(sentences, SEED)
        np.savez_compressed(Path(FOLDER / "weights" / "talk.npz"), **heard)
        for name, kept in choosers.items():
            save(name, kept)


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else NOTES,
        frozenset(sys.argv[2].split(",")) if len(sys.argv) > 2 else frozenset(("names", "talk")),
    )
