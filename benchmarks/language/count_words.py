"""`python -m benchmarks.language.count_words` counts in how many notes of sales talk each word stands.

Writes `config/lexicon/weights/idf.txt`, a word and its inverse document frequency a line, as jieba reads them. Notes
are the hand-written messages that models learn from and generated ones; words met once are left to jieba's median.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator

from benchmarks.language import frames
from benchmarks.language.sentences import learnt
from nlp.keywords import cut
from nlp.lexicon import FOLDER

NOTES, SEED, LEAST = 20_000, 7, 2


def notes() -> Iterator[str]:
    """Yield every note that is counted."""
    yield from (sentence.asked.text for sentence in learnt())
    dice = random.Random(SEED)
    yield from (frames.note(dice)[0] for _ in range(NOTES))


def main() -> None:
    """Count and write, commonest first."""
    seen: Counter[str] = Counter()
    total = 0
    for note in notes():
        total += 1
        seen.update(sorted({word for word in cut(note) if len(word) > 1 and not word.isdigit()}))
    kept = sorted(((count, word) for word, count in seen.items() if count >= LEAST), key=lambda row: (-row[0], row[1]))
    lines = (
        f"{word} {math.log(total / count):.3f}" for count, word in kept if not any(char.isspace() for char in word)
    )
    (FOLDER / "weights" / "idf.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
