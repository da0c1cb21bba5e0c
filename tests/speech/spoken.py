"""Clips to test on, in every format a chat platform sends, and sounds that are no speech."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pysilk

from nlp.reading import BookEntry

AUDIO = Path(__file__).parent / "audio"
RATE = 16_000

BOOK = (
    BookEntry("company", "绿联科技"),
    BookEntry("company", "致欧家居"),
    BookEntry("company", "恒达机电"),
    BookEntry("company", "科沃斯"),
    BookEntry("person", "李娜", company="绿联科技"),
    BookEntry("person", "赵敏", company="致欧家居"),
    BookEntry("person", "方志刚", company="恒达机电"),
    BookEntry("person", "何雨桐", company="科沃斯"),
)


def clip(name: str) -> bytes:
    return (AUDIO / f"{name}.wav").read_bytes()


def wav(samples: np.ndarray) -> bytes:
    """Return 16 kHz mono PCM in a WAV container; samples are in -1..1."""
    pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    head = b"RIFF" + (36 + len(pcm)).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    head += (1).to_bytes(2, "little") + (1).to_bytes(2, "little") + RATE.to_bytes(4, "little")
    head += (2 * RATE).to_bytes(4, "little") + (2).to_bytes(2, "little") + (16).to_bytes(2, "little")
    return head + b"data" + len(pcm).to_bytes(4, "little") + pcm


def encoded(audio: bytes, container: str, codec: str, rate: int) -> bytes:
    """Return the clip in another container and codec."""
    out = BytesIO()
    with av.open(BytesIO(audio), mode="r") as source, av.open(out, mode="w", format=container) as target:
        stream = target.add_stream(codec, rate=rate)
        stream.layout = "mono"
        resampler = av.AudioResampler(format=stream.format.name if stream.format else "s16", layout="mono", rate=rate)
        for frame in [*source.decode(audio=0), None]:
            for piece in resampler.resample(frame):
                target.mux(stream.encode(piece))
        target.mux(stream.encode(None))
    return out.getvalue()


def silk(audio: bytes) -> bytes:
    """Return the clip as WeChat stores voice: SILK v3 behind one extra byte."""
    out = BytesIO()
    pysilk.encode(BytesIO(audio[44:]), out, RATE, RATE)
    data = out.getvalue()
    return data if data.startswith(b"\x02") else b"\x02" + data


def video_without_audio() -> bytes:
    out = BytesIO()
    with av.open(out, mode="w", format="mp4") as target:
        stream = target.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for _ in range(5):
            picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), dtype=np.uint8), format="rgb24")
            target.mux(stream.encode(picture))
        target.mux(stream.encode(None))
    return out.getvalue()


def sounds_without_speech() -> dict[str, bytes]:
    """Return silence, noise, hum, a chord that swells, and clicks."""
    dice = np.random.default_rng(7)
    time = np.arange(5 * RATE) / RATE
    chord = sum(np.sin(2 * np.pi * pitch * time) for pitch in (261.6, 329.6, 392.0, 523.3)) / 8
    clicks = np.zeros_like(time)
    clicks[:: RATE // 3] = 0.9
    return {
        "silence": wav(np.zeros(3 * RATE)),
        "white noise": wav(dice.normal(0, 0.1, 5 * RATE)),
        "hum": wav(0.3 * np.sin(2 * np.pi * 50 * time) + dice.normal(0, 0.005, len(time))),
        "music": wav(chord * (0.5 + 0.5 * np.sin(2 * np.pi * 0.7 * time))),
        "clicks": wav(clicks),
        "faint breath": wav(dice.normal(0, 0.01, len(time)) * np.abs(np.sin(2 * np.pi * 0.4 * time))),
    }
