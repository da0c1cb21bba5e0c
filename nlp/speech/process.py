"""One worker process seen from the application: started when first asked, killed when it stalls, kept warm between."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import nlp
from nlp.speech.errors import TOO_SLOW, BadAudio, SpeechUnavailable
from nlp.speech.wire import Head, pack, receive

START_SECONDS = 60.0
DECODE_SECONDS = 20.0
LOAD_SECONDS = 120.0
MODULE = "nlp.speech.worker"


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """Which model the worker loads and how many cores it may use."""

    model_dir: str = ""
    hub_model: str = ""
    data_dir: Path = Path("data")
    threads: int = 2


class WorkerProcess:
    """Asks one process one thing at a time. The caller makes sure that questions do not overlap."""

    def __init__(self, settings: WorkerSettings) -> None:
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process else None

    async def ask(self, job: Head, audio: bytes = b"") -> Head:
        """Return the worker's answer. Raises `BadAudio` or `SpeechUnavailable`; after any failure the process is new.

        Time limits: decoding 20 s, loading the model 120 s, recognition 10 s and twice the clip's length.
        """
        answered = False
        try:
            answer = await self._exchange(job, audio)
            answered = True
        except TimeoutError as error:
            raise BadAudio("time limit", TOO_SLOW) from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise BadAudio("the worker died") from error
        finally:
            if not answered:
                await asyncio.shield(self.stop())
        if answer["kind"] == "bad_audio":
            raise BadAudio(answer["reason"], answer["user_text"])
        if answer["kind"] == "unavailable":
            raise SpeechUnavailable(answer["reason"])
        return answer

    async def stop(self) -> None:
        """Kill the process and wait until it is gone. Nothing to do if there is none."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()

    async def _exchange(self, job: Head, audio: bytes) -> Head:
        limit = DECODE_SECONDS if self._process else START_SECONDS
        process = self._process or await self._start()
        if process.stdin is None or process.stdout is None:
            raise ConnectionError("no pipes")
        async with asyncio.timeout(limit):
            process.stdin.write(pack(job, audio))
            await process.stdin.drain()
        while True:
            async with asyncio.timeout(limit):
                answer = await receive(process.stdout)
            if answer["kind"] == "decoded":
                limit = LOAD_SECONDS
            elif answer["kind"] == "loaded":
                limit = 10.0 + 2.0 * float(answer["seconds"])
            else:
                return answer

    async def _start(self) -> asyncio.subprocess.Process:
        root = str(Path(nlp.__file__).parents[1])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        # A program of its own, not a copy of this one: it must not import the whole application.
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            MODULE,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        start = {
            "model_dir": self._settings.model_dir,
            "hub_model": self._settings.hub_model,
            "data_dir": str(self._settings.data_dir),
            "threads": self._settings.threads,
        }
        if self._process.stdin is not None:
            self._process.stdin.write(pack(start))
        return self._process
