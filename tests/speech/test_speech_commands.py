"""Speech on the command line: `transcribe` and the doctor."""

from __future__ import annotations

from pathlib import Path

from nlp.speech.health import describe
from nlp.speech.transcribe_files import transcribe_files
from tests.speech.spoken import AUDIO, BOOK

FORM = {
    "file": "", "text": "", "raw_text": "", "seconds": 0.0, "audio_seconds": 0.0, "model": "",
    "corrections": [], "warnings": [],
}  # fmt: skip


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
