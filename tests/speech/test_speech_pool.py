"""The pool's workers: started late, full, killed, stalled, idle, without a model."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import Any

import psutil
import pytest

from nlp.speech.errors import BadAudio, SpeechBusy, SpeechUnavailable
from nlp.speech.pool import SpeechPool
from nlp.speech.process import WorkerProcess
from tests.speech.spoken import BOOK, clip, sounds_without_speech

DICTATION = clip("d02")


async def test_nothing_runs_before_the_first_clip_nor_after_close(pool: SpeechPool) -> None:
    worker = pool._workers[0]
    assert worker.pid is None

    with pytest.raises(BadAudio) as refused:
        await pool.transcribe(b"<html>expired media</html>")
    pid = worker.pid
    await pool.close()

    assert refused.value.user_text == "语音文件损坏或下载失败，请再发一次"
    assert pid is not None and not psutil.pid_exists(pid)
    with pytest.raises(SpeechUnavailable):
        await pool.transcribe(DICTATION)


async def test_a_full_queue_says_so_and_a_cancelled_clip_frees_the_worker(pool: SpeechPool) -> None:
    running = asyncio.create_task(pool.transcribe(DICTATION))
    waiting = asyncio.create_task(pool.transcribe(b"not audio"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    with pytest.raises(SpeechBusy) as busy:
        await pool.transcribe(DICTATION)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    with pytest.raises(BadAudio):
        await waiting

    assert "稍后" in busy.value.user_text


async def test_a_clip_that_waits_too_long_is_given_up(models: Path) -> None:
    pool = SpeechPool(data_dir=models, max_wait_seconds=0.01)
    running = asyncio.create_task(pool.transcribe(b"not audio"))
    await asyncio.sleep(0)
    with pytest.raises(SpeechBusy):
        await pool.transcribe(b"not audio")
    with pytest.raises(BadAudio):
        await running
    await pool.close()


async def test_a_worker_that_dies_is_answered_for_and_replaced(pool: SpeechPool) -> None:
    with pytest.raises(BadAudio):
        await pool.transcribe(b"not audio")
    first = pool._workers[0].pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    running = asyncio.create_task(pool.transcribe(DICTATION))
    await asyncio.sleep(0)
    os.kill(first, signal.SIGKILL)

    with pytest.raises(BadAudio, match="died"):
        await running
    heard = await pool.transcribe(DICTATION, BOOK)

    assert "李娜" in heard.text
    assert pool._workers[0].pid not in (None, first)


async def test_a_worker_that_stalls_is_killed(pool: SpeechPool, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadAudio):
        await pool.transcribe(b"not audio")
    first = pool._workers[0].pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    monkeypatch.setattr("nlp.speech.process.DECODE_SECONDS", 0.05)

    with pytest.raises(BadAudio, match="time limit") as stalled:
        await pool.transcribe(DICTATION)

    assert "请再说一次" in stalled.value.user_text
    assert not psutil.pid_exists(first)


async def test_an_idle_worker_gives_its_memory_back(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = asyncio.Event()
    stop = WorkerProcess.stop

    async def noticed(worker: WorkerProcess) -> None:
        await stop(worker)
        stopped.set()

    monkeypatch.setattr(WorkerProcess, "stop", noticed)
    pool = SpeechPool(data_dir=models, idle_seconds=0.01)
    worker: Any = pool._workers[0]
    answer = await worker.ask({"kind": "hear", "hotwords": [], "max_seconds": 5}, sounds_without_speech()["silence"])
    pid = worker.pid
    pool._free.get_nowait()
    pool._give_back(worker)
    async with asyncio.timeout(10):
        await stopped.wait()

    assert answer["drop_reason"] == "silence"
    assert worker.pid is None and not psutil.pid_exists(pid)
    await pool.close()


async def test_without_a_model_speech_is_off_at_once(tmp_path: Path) -> None:
    pool = SpeechPool(model_dir=str(tmp_path / "nothing"))

    with pytest.raises(SpeechUnavailable) as off:
        await pool.transcribe(DICTATION)
    await pool.close()

    assert off.value.user_text == "语音识别未启用，请发文字"
