"""`genjin transcribe`: audio files to JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.progress import track

from config.settings import Settings
from nlp.reading import BookEntry
from nlp.speech.transcribe_files import transcribe_files


def run_transcribe(files: Sequence[Path], book: Path | None, explain: bool, settings: Settings) -> int:
    """Write one line a file; return 1 when a file gave no words because it could not be read."""
    answers = transcribe_files(
        track(files, description="听写", disable=not sys.stderr.isatty(), transient=True),
        _names(book),
        model_dir=settings.speech.model_dir,
        hub_model=settings.speech.hub_model,
        data_dir=settings.data_dir,
        threads=settings.speech.threads,
        max_seconds=settings.speech.max_seconds,
        explain=explain,
    )
    broken = 0
    for answer in answers:
        broken += "error" in answer
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 1 if broken else 0


def _names(book: Path | None) -> list[BookEntry]:
    if book is None:
        return []
    from nlp.understand import read_book

    return read_book(book)
