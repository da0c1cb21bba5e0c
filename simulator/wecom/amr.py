"""Voice notes as WeCom delivers them: AMR narrow-band, 8 kHz, one channel (platforms.md 1.2)."""

from __future__ import annotations

from io import BytesIO

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

MAGIC = b"#!AMR"
SAMPLE_RATE = 8000
FRAME_SAMPLES = 160
BIT_RATE = 12200


def to_amr(audio: bytes) -> bytes:
    """Return any audio file as AMR-NB at 12.2 kbit/s.

    AMR stays as it is, and so does what cannot be read: it arrives as a damaged voice note.
    """
    if audio.startswith(MAGIC):
        return audio
    target = BytesIO()
    try:
        with av.open(BytesIO(audio), "r") as source, av.open(target, "w", format="amr") as sink:
            stream = sink.add_stream("libopencore_amrnb", rate=SAMPLE_RATE)
            stream.bit_rate = BIT_RATE
            stream.layout = "mono"
            resampler = AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE, frame_size=FRAME_SAMPLES)
            for decoded in source.decode(audio=0):
                for frame in resampler.resample(decoded):
                    sink.mux(stream.encode(frame))
            for frame in resampler.resample(None):
                sink.mux(stream.encode(_whole(frame)))
            sink.mux(stream.encode(None))
    except (av.error.InvalidDataError, IndexError):
        return audio
    return target.getvalue()


def _whole(frame: AudioFrame) -> AudioFrame:
    """Return the last frame filled with silence: the encoder takes only whole frames of 20 ms."""
    if frame.samples == FRAME_SAMPLES:
        return frame
    filled = AudioFrame(format="s16", layout="mono", samples=FRAME_SAMPLES)
    filled.sample_rate = frame.sample_rate
    filled.pts, filled.time_base = frame.pts, frame.time_base
    samples = bytes(frame.planes[0])[: frame.samples * 2]
    filled.planes[0].update(samples + bytes(filled.planes[0].buffer_size - len(samples)))
    return filled
