"""Real worker processes and real clips. Slow parts are shared: one run hears every clip, tests look at the answers."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import pytest_asyncio

from nlp.speech.errors import BadAudio, SpeechBusy, SpeechUnavailable
from nlp.speech.health import describe
from nlp.speech.pool import SpeechPool
from nlp.speech.process import WorkerProcess
from nlp.speech.transcribe_files import transcribe_files
from nlp.speech.transcript import Transcript
from tests.speech.spoken import AUDIO, BOOK, clip, encoded, silk, sounds_without_speech

DICTATION = clip("d02")
FORM = {
    "file": "", "text": "", "raw_text": "", "seconds": 0.0, "audio_seconds": 0.0, "model": "",
    "corrections": [], "warnings": [],
}  # fmt: skip


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the model is joined once for all tests."""
    return tmp_path_factory.mktemp("speech")


@pytest.fixture(scope="session")
def answers(models: Path) -> dict[str, Transcript]:
    """What one pool makes of speech and of sounds that are none."""

    async def hear() -> dict[str, Transcript]:
        pool = SpeechPool(data_dir=models)
        try:
            found = {name: await pool.transcribe(audio, BOOK) for name, audio in sounds_without_speech().items()}
            for name in ("d02", "d04", "d12"):
                found[name] = await pool.transcribe(clip(name), BOOK)
            found["amr"] = await pool.transcribe(encoded(clip("d05"), "amr", "libopencore_amrnb", 8000), BOOK)
            found["silk"] = await pool.transcribe(silk(clip("azure_short")))
            found["cut"] = await pool.transcribe(clip("aishell_S0915W0292")[:80_000])
            found["short"] = await pool.transcribe(clip("sr_chinese"))
            found["rss"] = Transcript(str(psutil.Process(pool._workers[0].pid).memory_info().rss // 2**20))
        finally:
            await pool.close()
        return found

    return asyncio.run(hear())


@pytest_asyncio.fixture
async def pool(models: Path) -> AsyncIterator[SpeechPool]:
    pool = SpeechPool(data_dir=models, queue_size=1)
    yield pool
    await pool.close()


@pytest.mark.parametrize("name", sounds_without_speech())
def test_what_is_no_speech_gives_no_text(answers: dict[str, Transcript], name: str) -> None:
    assert answers[name].text == ""
    assert answers[name].drop_reason
    assert answers[name].warnings


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("d02", ("绿联科技", "李娜", "12万", "月底")),
        ("d04", ("致欧家居", "赵敏", "95折")),
        ("d12", ("科沃斯", "何雨桐", "12个")),
        ("amr", ("恒达机电", "方志刚", "10点")),
        ("silk", ("天气",)),
    ],
)
def test_speech_is_heard(answers: dict[str, Transcript], name: str, words: tuple[str, ...]) -> None:
    heard = answers[name]

    assert [word for word in words if word not in heard.text] == []
    assert heard.drop_reason == "" and heard.warnings == ()
    assert heard.audio_seconds > 2 and heard.seconds > 0
    assert heard.raw_text and heard.model == "whisper-base-d01c3014"


def test_a_cut_clip_is_heard_and_marked(answers: dict[str, Transcript]) -> None:
    assert answers["cut"].text
    assert answers["cut"].warnings == ("语音不完整，只听到一部分",)


def test_a_clip_of_a_second_is_not_dropped(answers: dict[str, Transcript]) -> None:
    assert answers["short"].text


def test_the_worker_stays_under_400_mb(answers: dict[str, Transcript]) -> None:
    assert int(answers["rss"].text) <= 400


def test_importing_the_pool_loads_no_numeric_library() -> None:
    heavy = "{'numpy', 'av', 'ctranslate2', 'faster_whisper', 'onnxruntime', 'opencc', 'pypinyin'}"
    code = f"import sys, nlp.speech.pool, nlp.speech.health; print(sorted({heavy} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


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


def test_files_are_answered_one_by_one(models: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.amr"
    broken.write_bytes(b'{"errcode":40007}')
    paths = [AUDIO / "d04.wav", broken, tmp_path / "missing.wav"]

    lines = list(transcribe_files(paths, BOOK, data_dir=models, explain=True))

    assert [line["file"] for line in lines] == [str(path) for path in paths]
    assert list(lines[0])[:8] == [*FORM] and set(lines[0]) - FORM.keys() == {"offered", "drop_reason"}
    assert all(set(correction) == {"from", "to", "why"} for correction in lines[0]["corrections"])
    assert "致欧家居" in lines[0]["text"]
    why = "语音文件损坏或下载失败，请再发一次"
    assert lines[1] == {**FORM, "file": str(broken), "warnings": [why], "error": why}
    assert "文件打不开" in lines[2]["error"]


def test_the_doctor_loads_the_model(models: Path) -> None:
    health = describe(data_dir=models)

    assert health.ok and health.hash_ok
    assert health.bytes > 140_000_000 and health.load_seconds > 0


def test_the_doctor_says_what_is_wrong(tmp_path: Path) -> None:
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        (tmp_path / name).write_bytes(b"{}")

    health = describe(str(tmp_path))

    assert not health.ok and health.problem
    assert health.user_text == "语音识别未启用，请发文字"
