"""Accuracy and cost of speech recognition on a folder of clips with a manifest; see the README beside this file."""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psutil
from opencc import OpenCC

from benchmarks.speech import books
from benchmarks.speech.clips import Spoken, as_amr, real_and_dictated
from benchmarks.speech.scoring import contains, rate
from nlp.reading import BookEntry
from nlp.speech.finishing import finish
from nlp.speech.names import correct, index_of
from nlp.speech.pool import SpeechPool
from nlp.speech.transcript import Transcript

Heard = list[tuple[Spoken, Transcript]]
OWN_CLIPS = Path("tests/speech/audio")
_TO_SIMPLIFIED = OpenCC("t2s")


async def hear(
    pool: SpeechPool, clips: Sequence[Spoken], *, amr: bool, view: Callable[[Spoken], list[BookEntry]] | None = None
) -> Heard:
    """Return what was heard in every clip."""
    return [
        (clip, await pool.transcribe(as_amr(clip.audio) if amr else clip.audio, view(clip) if view else ()))
        for clip in clips
    ]


def accuracy(heard: Heard) -> dict[str, Any]:
    """Return error rate, recall per kind of entity, and speed."""
    kinds: dict[str, list[bool]] = {}
    for clip, transcript in heard:
        for kind, words in clip.entities:
            kinds.setdefault(kind, []).append(contains(transcript.text, words))
    spent = sum(transcript.seconds for _, transcript in heard)
    spoken = sum(clip.seconds for clip, _ in heard)
    return {
        "cer": round(rate([(clip.transcript, transcript.text) for clip, transcript in heard]), 1),
        "recall": {kind: f"{sum(found)}/{len(found)}" for kind, found in sorted(kinds.items())},
        "dropped": [clip.name for clip, transcript in heard if transcript.drop_reason],
        "rtf": round(spent / spoken, 3),
    }


def with_book(heard: Heard, book: Sequence[BookEntry]) -> tuple[dict[str, Any], list[str]]:
    """Return company and person recall after correction by a book that did not prime, and the wrong replacements."""
    found: list[bool] = []
    offered: list[bool] = []
    wrong: list[str] = []
    slowest = 0.0
    index = index_of(book)
    for clip, transcript in heard:
        plain = _TO_SIMPLIFIED.convert(transcript.raw_text)
        began = time.perf_counter()
        correct(plain, index)
        slowest = max(slowest, time.perf_counter() - began)
        text, corrections = finish(plain, book)
        said = [words for kind, words in clip.entities if kind in "cp"]
        hits = [contains(text, words) for words in said]
        candidates = {correction.to for correction in corrections}
        found += hits
        offered += [hit or words in candidates for hit, words in zip(hits, said, strict=True)]
        wrong += [
            f"{clip.name} {correction.heard}>{correction.to}"
            for correction in corrections
            if correction.applied and not contains(clip.transcript, correction.to)
        ]
    total = max(1, len(found))
    figures = {
        "names": len(book),
        "recall": f"{sum(found)}/{total}",
        "recall_with_offers": f"{sum(offered)}/{total}",
        "wrong": len(wrong),
        "fix_ms": round(slowest * 1000, 1),
    }
    return figures, wrong


async def run(folder: Path, data_dir: Path, seed: int) -> dict[str, Any]:
    """Return every figure as plain values."""
    dice = random.Random(seed)
    real, dictated = real_and_dictated(folder)
    names = books.true_names(dictated)
    pool = SpeechPool(data_dir=data_dir)
    figures: dict[str, Any] = {}
    try:
        await pool.transcribe(dictated[0].audio)
        for label, amr in (("16k", False), ("amr", True)):
            plain = await hear(pool, dictated, amr=amr)
            spoken = await hear(pool, real, amr=amr)
            viewed = await hear(pool, dictated, amr=amr, view=lambda clip: books.in_view(clip, names, dice))
            figures[f"real {label}"] = accuracy(spoken)
            figures[f"dictated {label}"] = accuracy(plain)
            figures[f"dictated {label}, 12 names in view"] = accuracy(viewed)
            for companies, persons in ((100, 99), (2000, 5000)):
                for keep in (True, False):
                    book = books.crm(names, companies, persons, random.Random(seed), keep=keep)
                    title = f"{label}, CRM of {len(book)}, true names {'in' if keep else 'absent'}"
                    figures[title], wrong = with_book(plain, book)
                    figures[title]["wrong_in_real"] = len(with_book(spoken, book)[1])
                    figures[title]["examples"] = wrong[:5]
        children = psutil.Process().children(recursive=True)
        figures["worker_rss_mb"] = [child.memory_info().rss // 2**20 for child in children]
        figures["own_rss_mb"] = psutil.Process().memory_info().rss // 2**20
    finally:
        await pool.close()
    return figures


def main() -> None:
    """Print one JSON line per measurement."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speech", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=OWN_CLIPS)
    parser.add_argument("--data-dir", type=Path, default=Path("data"))
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for title, value in asyncio.run(run(asked.folder, asked.data_dir, asked.seed)).items():
        sys.stdout.write(json.dumps({"measure": title, "value": value}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
