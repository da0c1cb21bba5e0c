"""The clips to measure on: WAV files beside a MANIFEST.tsv with `file` and `transcript` columns."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import av


@dataclass(frozen=True, slots=True)
class Spoken:
    """One clip, what was said in it, and its entities as (kind, words)."""

    name: str
    audio: bytes
    transcript: str
    seconds: float
    entities: tuple[tuple[str, str], ...] = ()


def load(folder: Path) -> list[Spoken]:
    """Return the clips of a folder in manifest order."""
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        Spoken(
            row["file"],
            (folder / row["file"]).read_bytes(),
            row["transcript"],
            float(row["dur_s"]),
            tuple(_entity(item) for item in (row.get("entities") or "").split(";") if item),
        )
        for row in rows
    ]


def real_and_dictated(folder: Path) -> tuple[list[Spoken], list[Spoken]]:
    """Return recordings and dictations: from `real/` and `synthetic/`, or from one manifest for both."""
    if (folder / "real").is_dir():
        return load(folder / "real"), load(folder / "synthetic")
    clips = load(folder)
    return [clip for clip in clips if not clip.entities], [clip for clip in clips if clip.entities]


def as_amr(audio: bytes, bit_rate: int = 12_200) -> bytes:
    """Return the clip as WeCom sends it: AMR-NB, 8 kHz."""
    out = BytesIO()
    with av.open(BytesIO(audio), mode="r") as source, av.open(out, mode="w", format="amr") as target:
        stream = target.add_stream("libopencore_amrnb", rate=8000)
        stream.layout = "mono"
        stream.bit_rate = bit_rate
        resampler = av.AudioResampler(format="s16", layout="mono", rate=8000)
        for frame in [*source.decode(audio=0), None]:
            for piece in resampler.resample(frame):
                target.mux(stream.encode(piece))
        target.mux(stream.encode(None))
    return out.getvalue()


def _entity(item: str) -> tuple[str, str]:
    kind, _, words = item.partition(":")
    return kind, words
