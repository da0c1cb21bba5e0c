"""Speech to text for the application: a bounded queue before one or more worker processes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from nlp.reading import BookEntry
from nlp.speech.decode_limits import MAX_BYTES
from nlp.speech.errors import TOO_LARGE, BadAudio, SpeechBusy, SpeechUnavailable
from nlp.speech.finishing import finish, warnings_about
from nlp.speech.hotwords import ranked_hotwords, whole_book
from nlp.speech.model import is_installed
from nlp.speech.process import WorkerProcess, WorkerSettings
from nlp.speech.transcript import Transcript
from nlp.speech.wire import Head

QUEUE_SIZE = 32
MAX_WAIT_SECONDS = 120.0
IDLE_SECONDS = 300.0
LONGEST_CLIP_SECONDS = 300


class SpeechPool:
    """Fits `handlers.ports.Transcriber`. Nothing is started before the first clip; idle workers are let go.

    Clips wait in the order they came. At most `queue_size` wait, none longer than `max_wait_seconds`.
    """

    def __init__(
        self,
        model_dir: str = "",
        hub_model: str = "",
        data_dir: Path = Path("data"),
        workers: int = 1,
        threads: int = 2,
        max_seconds: int = 120,
        *,
        queue_size: int = QUEUE_SIZE,
        max_wait_seconds: float = MAX_WAIT_SECONDS,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        settings = WorkerSettings(model_dir, hub_model, data_dir, threads)
        self._settings = settings
        self._workers = [WorkerProcess(settings) for _ in range(max(1, workers))]
        # Last in, first out, so that a second worker is started only when the first is busy.
        self._free: asyncio.LifoQueue[WorkerProcess] = asyncio.LifoQueue()
        for worker in reversed(self._workers):
            self._free.put_nowait(worker)
        self._max_seconds = min(max_seconds, LONGEST_CLIP_SECONDS)
        self._queue_size = queue_size
        self._max_wait = max_wait_seconds
        self._idle_seconds = idle_seconds
        self._waiting = 0
        self._closed = False
        self._idle_timers: dict[WorkerProcess, asyncio.TimerHandle] = {}
        self._stopping: set[asyncio.Task[None]] = set()

    async def transcribe(self, audio: bytes, names: Sequence[BookEntry] = (), *, ranked: bool = True) -> Transcript:
        """Return the words of a clip. Raises `SpeechUnavailable`, `BadAudio` or `SpeechBusy`, each with `user_text`.

        `names` are those the speaker may see, most likely first: the first dozen prime the recogniser, all of them
        serve to correct what was heard. `ranked=False` says they are in no order: then only a small book primes.
        """
        if self._closed or not is_installed(self._settings.model_dir, self._settings.hub_model):
            raise SpeechUnavailable("closed" if self._closed else "no model installed")
        if len(audio) > MAX_BYTES:
            raise BadAudio(f"{len(audio)} bytes", TOO_LARGE)
        hotwords = ranked_hotwords(names) if ranked else whole_book(names)
        worker = await self._next_free()
        began = monotonic()
        try:
            job: Head = {"kind": "hear", "hotwords": list(hotwords), "max_seconds": self._max_seconds}
            heard = await worker.ask(job, audio)
        finally:
            self._give_back(worker)
        text, corrections = await asyncio.to_thread(finish, heard["text"], names)
        return Transcript(
            text=text,
            raw_text=heard["raw"],
            seconds=round(monotonic() - began, 3),
            audio_seconds=round(heard["audio_seconds"], 3),
            model=heard["model"],
            corrections=corrections,
            warnings=(*heard["warnings"], *warnings_about(text, corrections)),
            drop_reason=heard["drop_reason"],
        )

    async def close(self) -> None:
        """Stop every worker; clips being heard or waiting fail with `BadAudio` or `SpeechUnavailable`."""
        self._closed = True
        for timer in self._idle_timers.values():
            timer.cancel()
        self._idle_timers.clear()
        await asyncio.gather(*(worker.stop() for worker in self._workers), *self._stopping)

    async def _next_free(self) -> WorkerProcess:
        if self._free.empty() and self._waiting >= self._queue_size:
            raise SpeechBusy(f"{self._waiting} clips are waiting")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._max_wait):
                worker = await self._free.get()
        except TimeoutError as error:
            raise SpeechBusy(f"waited {self._max_wait} s") from error
        finally:
            self._waiting -= 1
        if timer := self._idle_timers.pop(worker, None):
            timer.cancel()
        if self._closed:
            self._free.put_nowait(worker)
            raise SpeechUnavailable("closed")
        return worker

    def _give_back(self, worker: WorkerProcess) -> None:
        self._free.put_nowait(worker)
        if not self._closed:
            loop = asyncio.get_running_loop()
            self._idle_timers[worker] = loop.call_later(self._idle_seconds, self._retire, worker)

    def _retire(self, worker: WorkerProcess) -> None:
        self._idle_timers.pop(worker, None)
        task = asyncio.get_running_loop().create_task(worker.stop())
        self._stopping.add(task)
        task.add_done_callback(self._stopping.discard)
