"""Voice clips as Slack's clients record them: AAC in an MP4 container, or WebM as it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import av

RATE = 44_100


@dataclass(frozen=True, slots=True)
class Clip:
    """A recorded clip with the names Slack gives it."""

    content: bytes
    name: str
    mimetype: str
    filetype: str
    duration_ms: int


def clip(audio: bytes | None) -> Clip:
    """Return the clip for an audio file; without one, a second of silence. Raises LookupError for other bytes."""
    if audio is not None and audio[:4] == b"\x1aE\xdf\xa3":
        return Clip(audio, "audio_message.webm", "audio/webm", "webm", _duration_ms(audio))
    content = audio if audio is not None and audio[4:8] == b"ftyp" else _encode(audio)
    return Clip(content, "audio_message.m4a", "audio/mp4", "m4a", _duration_ms(content))


def _encode(audio: bytes | None) -> bytes:
    out = io.BytesIO()
    try:
        with av.open(out, "w", format="mp4") as target:
            stream = target.add_stream("aac", rate=RATE)
            stream.layout = "mono"
            for frame in _frames(audio):
                target.mux(stream.encode(frame))
            target.mux(stream.encode(None))
    except av.error.FFmpegError as wrong:
        raise LookupError(f"这不是能播放的声音文件：{wrong}") from None
    return out.getvalue()


def _frames(audio: bytes | None) -> Iterator[av.AudioFrame]:
    if audio is None:
        silent = av.AudioFrame(format="fltp", layout="mono", samples=RATE)
        for plane in silent.planes:
            plane.update(bytes(plane.buffer_size))
        silent.sample_rate, silent.time_base, silent.pts = RATE, Fraction(1, RATE), 0
        yield silent
        return
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
    with av.open(io.BytesIO(audio), "r") as source:
        for frame in source.decode(audio=0):
            yield from resampler.resample(frame)
    yield from resampler.resample(None)


def _duration_ms(audio: bytes) -> int:
    try:
        with av.open(io.BytesIO(audio), "r") as source:
            return int((source.duration or 0) / 1000)
    except av.error.FFmpegError:
        return 0
