"""What the operator wants to know about the recognition model."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from nlp.speech.errors import SpeechError
from nlp.speech.process import WorkerProcess, WorkerSettings


@dataclass(frozen=True, slots=True)
class SpeechHealth:
    """`ok` when the model loads. `hash_ok` is None for an operator's own model, whose hashes we do not know."""

    ok: bool
    path: str = ""
    model: str = ""
    bytes: int = 0
    hash_ok: bool | None = None
    load_seconds: float = 0.0
    problem: str = ""
    user_text: str = ""


def describe(model_dir: str = "", hub_model: str = "", data_dir: Path = Path("data"), threads: int = 2) -> SpeechHealth:
    """Load the model once in a process of its own and say how that went. Not for use inside a running event loop."""
    return asyncio.run(examine(WorkerSettings(model_dir, hub_model, data_dir, threads)))


async def examine(settings: WorkerSettings) -> SpeechHealth:
    """Load the model once in a process of its own and say how that went; never raises for a missing model."""
    worker = WorkerProcess(settings)
    try:
        answer = await worker.ask({"kind": "load"})
    except SpeechError as error:
        return SpeechHealth(ok=False, problem=str(error), user_text=error.user_text)
    finally:
        await worker.stop()
    return SpeechHealth(
        ok=True,
        path=answer["path"],
        model=answer["model"],
        bytes=answer["bytes"],
        hash_ok=True if answer["hash_known"] else None,
        load_seconds=round(answer["load_seconds"], 2),
    )
