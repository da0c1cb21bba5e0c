"""What the pool hears, and what it does not take for speech."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from nlp.speech.pool import SpeechPool
from nlp.speech.transcript import Transcript
from tests.speech.spoken import BOOK, clip, encoded, silk, sounds_without_speech


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
    assert answers["cut"].warnings == ("语音不完整，只听到一部分，缺的请再说一次",)


def test_a_clip_of_a_second_is_not_dropped(answers: dict[str, Transcript]) -> None:
    assert answers["short"].text


def test_the_worker_stays_under_400_mb(answers: dict[str, Transcript]) -> None:
    assert int(answers["rss"].text) <= 400


def test_importing_the_pool_loads_no_numeric_library() -> None:
    heavy = "{'numpy', 'av', 'ctranslate2', 'faster_whisper', 'onnxruntime', 'opencc', 'pypinyin'}"
    code = f"import sys, nlp.speech.pool, nlp.speech.health; print(sorted({heavy} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
