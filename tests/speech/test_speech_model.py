from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nlp.speech import model
from nlp.speech.errors import SpeechUnavailable
from nlp.speech.model import Edition, is_installed, resolve, sha256_of

FILES = {"model.bin": b"weights-one-weights-two", "config.json": b"{}", "tokenizer.json": b"[]", "vocabulary.txt": b"a"}


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """A model package in two halves, installed where Python finds it, as the only one known."""
    first, second = tmp_path / "site" / "halves_one", tmp_path / "site" / "halves_two"
    for folder in (first, second):
        (folder / "data").mkdir(parents=True)
        (folder / "__init__.py").touch()
    whole = FILES["model.bin"]
    (first / "data" / "model.bin.part1").write_bytes(whole[:12])
    (second / "data" / "model.bin.part2").write_bytes(whole[12:])
    reference = tmp_path / "reference"
    reference.mkdir()
    for name, content in FILES.items():
        (reference / name).write_bytes(content)
        if name != "model.bin":
            (second / "data" / name).write_bytes(content)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    edition = Edition("tiny", ("halves_one", "halves_two"), {name: sha256_of(reference / name) for name in FILES})
    monkeypatch.setattr(model, "EDITIONS", (edition,))
    return edition


def test_halves_are_joined_once(edition: Edition, tmp_path: Path) -> None:
    folder = resolve("", "", tmp_path / "data")
    first = (folder.path / "model.bin").stat()

    again = resolve("", "", tmp_path / "data")

    assert {name: (folder.path / name).read_bytes() for name in FILES} == FILES
    assert again == folder and folder.name == "tiny"
    assert (again.path / "model.bin").stat().st_ino == first.st_ino
    assert sorted(file.name for file in folder.path.iterdir()) == sorted(FILES)


def test_a_damaged_copy_is_made_again(edition: Edition, tmp_path: Path) -> None:
    folder = resolve("", "", tmp_path / "data")
    (folder.path / "model.bin").write_bytes(b"cut")

    resolve("", "", tmp_path / "data")

    assert (folder.path / "model.bin").read_bytes() == FILES["model.bin"]


def test_a_tampered_package_is_refused(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "site" / "halves_two" / "data" / "model.bin.part2").write_bytes(b"something else")

    with pytest.raises(SpeechUnavailable, match="hash") as refused:
        resolve("", "", tmp_path / "data")

    assert refused.value.user_text == "语音识别未启用，请发文字"
    assert not (tmp_path / "data" / "models" / "tiny" / "model.bin").exists()


def test_the_second_source_stands_in_for_the_first(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Edition("broken", edition.packages, {**edition.files, "model.bin": "0" * 64})
    monkeypatch.setattr(model, "EDITIONS", (broken, edition))

    assert resolve("", "", tmp_path / "data").name == "tiny"


def test_the_operators_folder_comes_first(edition: Edition, tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(tmp_path / "reference", own)

    assert resolve(str(own), "", tmp_path / "data").path == own


@pytest.mark.parametrize("missing", FILES)
def test_a_configured_folder_must_be_complete(edition: Edition, tmp_path: Path, missing: str) -> None:
    own = tmp_path / "own"
    shutil.copytree(tmp_path / "reference", own)
    (own / missing).unlink()

    assert not is_installed(str(own), "")
    with pytest.raises(SpeechUnavailable):
        resolve(str(own), "", tmp_path / "data")


def test_without_any_model_speech_is_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "EDITIONS", (Edition("none", ("no_such_half", "nor_this"), {}),))

    assert not is_installed("", "")
    with pytest.raises(SpeechUnavailable):
        resolve("", "", tmp_path)


def test_a_hub_name_is_looked_up_on_this_machine_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "EDITIONS", ())
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))

    with pytest.raises(SpeechUnavailable, match="local hub cache"):
        resolve("", "small", tmp_path)
