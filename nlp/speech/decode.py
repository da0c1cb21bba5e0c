"""Bytes of any voice format to 16 kHz mono samples, judged by content and never by name."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import pysilk

from nlp.speech.decode_limits import MAX_BYTES
from nlp.speech.errors import DAMAGED, NO_AUDIO, TOO_LARGE, BadAudio
from nlp.speech.truncation import is_cut, leading_silk, silk_start

Samples = npt.NDArray[np.float32]
RATE = 16_000
MAX_PACKET_ERRORS = 50
SHORTEST = RATE // 10
# Playlist and image demuxers open further files or addresses; only plain containers are let in.
CONTAINERS = "amr,amrnb,amrwb,wav,w64,ogg,mov,matroska,webm,mp3,aac,flac,caf,aiff,au"


@dataclass(frozen=True, slots=True)
class Clip:
    """Decoded speech. `seconds` is what was kept; `capped` and `partial` say that the original was longer."""

    samples: Samples
    capped: bool = False
    partial: bool = False

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE


def decode(audio: bytes, max_seconds: int) -> Clip:
    """Return the first `max_seconds` of a clip. Raises `BadAudio` with the sentence that fits the fault."""
    if len(audio) > MAX_BYTES:
        raise BadAudio(f"{len(audio)} bytes", TOO_LARGE)
    if silk_start(audio) >= 0:
        return _decode_silk(audio, max_seconds)
    try:
        with av.open(
            BytesIO(audio), mode="r", metadata_errors="ignore", options={"format_whitelist": CONTAINERS}
        ) as container:
            if not container.streams.audio:
                raise BadAudio("no audio stream", NO_AUDIO)
            clip = _read(container, max_seconds)
            declared = 0.0 if container.format.name == "amr" else (container.duration or 0) / 1_000_000
    except (av.error.FFmpegError, ValueError, OverflowError, MemoryError) as error:
        raise BadAudio(f"{type(error).__name__} while opening", DAMAGED) from error
    if clip.capped:
        return clip
    shorter = declared > clip.seconds * 1.05 + 0.5
    return Clip(clip.samples, partial=clip.partial or shorter or is_cut(audio))


def _read(container: av.container.InputContainer, max_seconds: int) -> Clip:
    limit = max_seconds * RATE
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    blocks: list[Samples] = []
    kept = errors = 0
    stream = container.streams.audio[0]
    packets = iter(container.demux(stream))
    while kept < limit and errors < MAX_PACKET_ERRORS:
        try:
            packet = next(packets, None)
            if packet is None:
                break
            frames: list[Any] = list(packet.decode())
        except av.error.FFmpegError:
            errors += 1
            continue
        for frame in frames:
            kept += _keep(resampler.resample(frame), blocks)
    _keep(resampler.resample(None), blocks)
    samples = np.concatenate(blocks) if blocks else np.zeros(0, dtype=np.float32)
    if len(samples) < SHORTEST and (errors or not len(samples)):
        raise BadAudio(f"{len(samples)} samples after {errors} errors", DAMAGED)
    return Clip(_finite(samples[:limit]), capped=kept >= limit, partial=errors > 0)


def _keep(frames: list[Any], blocks: list[Samples]) -> int:
    kept = 0
    for frame in frames:
        block = frame.to_ndarray().reshape(-1)
        blocks.append(block)
        kept += len(block)
    return kept


def _finite(samples: Samples) -> Samples:
    return np.clip(np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0), -1.0, 1.0).astype(np.float32, copy=False)


def _decode_silk(audio: bytes, max_seconds: int) -> Clip:
    head, capped, partial = leading_silk(audio, max_seconds)
    out = BytesIO()
    try:
        pysilk.decode(BytesIO(head), out, RATE)
    except (pysilk.SilkError, ValueError, OSError) as error:
        raise BadAudio("silk", DAMAGED) from error
    pcm = out.getvalue()
    if len(pcm) < 2 * SHORTEST:
        raise BadAudio("silk without frames", DAMAGED)
    samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], dtype="<i2").astype(np.float32) / 32768.0
    return Clip(samples[: max_seconds * RATE], capped=capped, partial=partial)
