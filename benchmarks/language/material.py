"""Phrases of sales talk by what they say (`material/*.txt`), the raw material that models are trained on."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "material"


@cache
def phrases(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return (phrase, labels) of one file; the heading `none` stands for no label, `a+b` for two."""
    found: list[tuple[str, tuple[str, ...]]] = []
    labels: tuple[str, ...] = ()
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            labels = () if line[3:] == "none" else tuple(line[3:].split("+"))
        elif line and not line.startswith("#"):
            found += [(phrase.strip(), labels) for phrase in line.split("/") if phrase.strip()]
    return found


@cache
def words(name: str) -> tuple[str, ...]:
    """Return one list of `material/names.txt`."""
    found: dict[str, list[str]] = {}
    for line in (_FOLDER / "names.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            kept = found[line[3:]] = []
        elif not line.startswith("#"):
            kept += line.split("/")
    return tuple(found[name])
