"""What `genjin transcribe FILE... [--book CSV]` does: one dictionary per file, ready to be a line of JSON."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from nlp.reading import BookEntry
from nlp.speech.decode_limits import MAX_BYTES
from nlp.speech.errors import TOO_LARGE, SpeechError
from nlp.speech.pool import SpeechPool
from nlp.speech.transcript import Transcript

UNREADABLE = "文件打不开"


def transcribe_files(
    paths: Iterable[Path],
    book: Sequence[BookEntry] = (),
    *,
    model_dir: str = "",
    hub_model: str = "",
    data_dir: Path = Path("data"),
    threads: int = 2,
    max_seconds: int = 120,
    explain: bool = False,
) -> Iterator[dict[str, Any]]:
    """Yield one answer per file, in order; one that cannot be heard has an `error` too and the rest go on.

    A small book primes the recogniser; a longer one is in no order, so it only serves to correct.
    With `explain`, corrections that were only offered, and why there is no text, are told too.
    """
    pool = SpeechPool(model_dir, hub_model, data_dir, 1, threads, max_seconds)
    with asyncio.Runner() as runner:
        try:
            for path in paths:
                yield runner.run(_one(pool, path, book, explain))
        finally:
            runner.run(pool.close())


async def _one(pool: SpeechPool, path: Path, book: Sequence[BookEntry], explain: bool) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            return _refused(path, TOO_LARGE)
        audio = path.read_bytes()
    except OSError as error:
        return _refused(path, f"{UNREADABLE}：{error.strerror or '未知原因'}")
    try:
        heard = await pool.transcribe(audio, book, ranked=False)
    except SpeechError as error:
        return _refused(path, error.user_text)
    return {"file": str(path), **as_fields(heard, explain)}


def _refused(path: Path, why: str) -> dict[str, Any]:
    """Return the same keys as for a clip that was heard, and why there are no words."""
    return {"file": str(path), **as_fields(Transcript("", warnings=(why,))), "error": why}


def as_fields(heard: Transcript, explain: bool = False) -> dict[str, Any]:
    """Return a transcript as plain values; see `transcribe_files` for `explain`."""
    fields: dict[str, Any] = {
        "text": heard.text,
        "raw_text": heard.raw_text,
        "seconds": heard.seconds,
        "audio_seconds": heard.audio_seconds,
        "model": heard.model,
        "corrections": [_correction(found.heard, found.to, found.why) for found in heard.corrections if found.applied],
        "warnings": list(heard.warnings),
    }
    if explain:
        fields["offered"] = [
            _correction(found.heard, found.to, found.why) for found in heard.corrections if not found.applied
        ]
        fields["drop_reason"] = heard.drop_reason
    return fields


def _correction(heard: str, to: str, why: str) -> dict[str, str]:
    return {"from": heard, "to": to, "why": why}
