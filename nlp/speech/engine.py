"""One clip through the model: decode, guard, recognise, guard again. Runs inside the worker process only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.vad import VadOptions, get_speech_timestamps
from opencc import OpenCC

from nlp.speech import guards
from nlp.speech.decode import RATE, Clip, Samples, decode
from nlp.speech.errors import SpeechUnavailable
from nlp.speech.model import ModelFolder, resolve

LANGUAGE = "zh"
BEAM = 5
LONG_SECONDS = 28.0
PAD = int(0.3 * RATE)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the engine made of one clip, before names and numerals. `text` is simplified script."""

    text: str = ""
    raw: str = ""
    audio_seconds: float = 0.0
    model: str = ""
    drop_reason: str = ""
    warnings: tuple[str, ...] = field(default_factory=tuple)


class Engine:
    """A model, loaded at the first clip that has speech in it."""

    def __init__(self, model_dir: str, hub_model: str, data_dir: Path, threads: int) -> None:
        self._where = (model_dir, hub_model, data_dir)
        self._threads = threads
        self._model: Any = None
        self.folder: ModelFolder | None = None

    def load(self) -> ModelFolder:
        """Load the model once and return its folder. Raises `SpeechUnavailable`."""
        if self._model is None or self.folder is None:
            self.folder = resolve(*self._where)
            try:
                self._model = WhisperModel(
                    str(self.folder.path),
                    device="cpu",
                    compute_type="int8",
                    cpu_threads=self._threads,
                    local_files_only=True,
                )
            except (RuntimeError, ValueError, OSError) as error:
                raise SpeechUnavailable(f"{self.folder.path}: {error}") from error
        return self.folder

    def hear(
        self, audio: bytes, hotwords: Sequence[str], max_seconds: int, on_step: Callable[[str, float], None]
    ) -> Heard:
        """Return the words of a clip. Raises `BadAudio`, `SpeechUnavailable`.

        `on_step` hears "decoded" and "loaded" with the clip's length, so that each step can have its own time limit.
        """
        clip = decode(audio, max_seconds)
        warnings = _warnings(clip, max_seconds)
        rms = float(np.sqrt(np.mean(np.square(clip.samples)))) if len(clip.samples) else 0.0
        reason = guards.before_decode(clip.seconds, rms)
        speech = [] if reason else _speech(clip.samples)
        speech_seconds = sum(end - start for start, end in speech) / RATE
        reason = reason or guards.by_voice_activity(speech_seconds)
        if reason:
            return Heard(audio_seconds=clip.seconds, drop_reason=reason, warnings=(guards.HEARD_NOTHING,))
        on_step("decoded", clip.seconds)
        folder = self.load()
        on_step("loaded", clip.seconds)
        raw, text, reason = self._guarded(clip, speech, speech_seconds, hotwords)
        if reason:
            warnings, text = (guards.NO_WORDS,), ""
        return Heard(text, raw, clip.seconds, folder.name, reason, warnings)

    def _guarded(
        self, clip: Clip, speech: list[tuple[int, int]], speech_seconds: float, hotwords: Sequence[str]
    ) -> tuple[str, str, str]:
        raw, logprob = self._recognise(clip, speech, hotwords)
        text = simplified(raw)
        reason = guards.after_decode(text, hotwords, speech_seconds, logprob)
        if reason and hotwords:
            # Priming with names can derail a clip that is fine without them: one more try, unprimed.
            raw, logprob = self._recognise(clip, speech, ())
            text = simplified(raw)
            reason = guards.after_decode(text, hotwords, speech_seconds, logprob)
        return raw, text, reason

    def _recognise(self, clip: Clip, speech: list[tuple[int, int]], hotwords: Sequence[str]) -> tuple[str, float]:
        long = clip.seconds > LONG_SECONDS
        samples = clip.samples
        if not long:
            samples = samples[max(0, speech[0][0] - PAD) : speech[-1][1] + PAD]
        segments, _ = self._model.transcribe(
            samples,
            language=LANGUAGE,
            beam_size=BEAM,
            condition_on_previous_text=False,
            initial_prompt=guards.PROMPT,
            hotwords=" ".join(hotwords) or None,
            vad_filter=long,
        )
        found = list(segments)
        if not found:
            return "", 0.0
        total = sum(segment.end - segment.start for segment in found) or 1.0
        logprob = sum(segment.avg_logprob * (segment.end - segment.start) for segment in found) / total
        return join_segments([segment.text for segment in found]), logprob


def join_segments(texts: Sequence[str]) -> str:
    """Return one line; where two pieces meet without a mark, a comma keeps them apart."""
    line = ""
    for piece in texts:
        text = piece.strip()
        if line and text and line[-1].isalnum() and text[0].isalnum():
            line += "，"
        line += text
    return line


def simplified(text: str) -> str:
    """Return the text in simplified script."""
    return cast(str, _converter().convert(text))


@cache
def _converter() -> Any:
    return OpenCC("t2s")


def _speech(samples: Samples) -> list[tuple[int, int]]:
    found = get_speech_timestamps(samples, VadOptions(min_silence_duration_ms=500, speech_pad_ms=30))
    return [(int(piece["start"]), int(piece["end"])) for piece in found]


def _warnings(clip: Clip, max_seconds: int) -> tuple[str, ...]:
    if clip.capped:
        return (f"只听了前{max_seconds}秒",)
    return ("语音不完整，只听到一部分",) if clip.partial else ()
