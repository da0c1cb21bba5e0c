"""The worker process: `python -m nlp.speech.worker`, told what to do by frames on stdin, answering on stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from nlp.speech.engine import Engine, Heard
from nlp.speech.errors import BadAudio, SpeechError
from nlp.speech.wire import Head, pack, read


def serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer frames until the input ends. The first frame says which model; every other one is a clip."""
    first = read(incoming)
    if first is None:
        return
    start = first[0]
    engine = Engine(start["model_dir"], start["hub_model"], Path(start["data_dir"]), start["threads"])

    def send(head: Head) -> None:
        outgoing.write(pack(head))
        outgoing.flush()

    while (frame := read(incoming)) is not None:
        send(_answer(engine, *frame, send))


def _answer(engine: Engine, job: Head, audio: bytes, send: Callable[[Head], None]) -> Head:
    def on_step(kind: str, seconds: float) -> None:
        send({"kind": kind, "seconds": seconds})

    try:
        if job["kind"] == "load":
            return _load(engine)
        heard = engine.hear(audio, job["hotwords"], job["max_seconds"], on_step)
    except SpeechError as error:
        kind = "bad_audio" if isinstance(error, BadAudio) else "unavailable"
        return {"kind": kind, "reason": str(error), "user_text": error.user_text}
    return {"kind": "heard", **_fields(heard)}


def _load(engine: Engine) -> Head:
    began = monotonic()
    folder = engine.load()
    return {
        "kind": "ready",
        "path": str(folder.path),
        "model": folder.name,
        "bytes": sum(file.stat().st_size for file in folder.path.iterdir() if file.is_file()),
        "hash_known": bool(folder.expected),
        "load_seconds": monotonic() - began,
    }


def _fields(heard: Heard) -> Head:
    return {
        "text": heard.text,
        "raw": heard.raw,
        "audio_seconds": heard.audio_seconds,
        "model": heard.model,
        "drop_reason": heard.drop_reason,
        "warnings": list(heard.warnings),
    }


def main() -> None:
    """Keep stdout for frames alone: whatever a library prints goes to stderr."""
    private = os.dup(1)
    os.dup2(2, 1)
    os.environ["HF_HUB_OFFLINE"] = "1"
    with os.fdopen(private, "wb") as outgoing:
        serve(sys.stdin.buffer, outgoing)


if __name__ == "__main__":
    main()
