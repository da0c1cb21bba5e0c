"""One clip through the model: decode, guard, recognise, guard again. Runs inside the worker process only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.transcribe import ctranslate2
from faster_whisper.vad import VadOptions, get_speech_timestamps

from nlp.speech import guards
from nlp.speech.decode import RATE, Clip, Samples, decode
from nlp.speech.errors import SpeechUnavailable
from nlp.speech.model import ModelFolder, resolve
from nlp.speech.pieces import Spans, join_segments, pieces, simplified

LANGUAGE = "zh"
BEAM = 5
# Shorter than the usual ladder: what is still in doubt after these is no speech.
TEMPERATURES = (0.0, 0.2, 0.4, 0.8)
ENOUGH_SPEECH = 1.0
NO_LOOP = 5
SEED = 1


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
            # Retries sample at random; the same clip must give the same words.
            ctranslate2.set_random_seed(SEED)
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
            return Heard(audio_seconds=clip.seconds, drop_reason=reason, warnings=(*warnings, guards.unheard(reason)))
        on_step("decoded", clip.seconds)
        folder = self.load()
        on_step("loaded", clip.seconds)
        raw, text, reason = self._guarded(clip, speech, speech_seconds, hotwords)
        if reason:
            warnings, text = (*warnings, guards.NO_WORDS), ""
        return Heard(text, raw, clip.seconds, folder.name, reason, warnings)

    def _guarded(
        self, clip: Clip, speech: Spans, speech_seconds: float, hotwords: Sequence[str]
    ) -> tuple[str, str, str]:
        raw, logprob = self._recognise(clip, speech, hotwords)
        reason = guards.after_decode(simplified(raw), hotwords, speech_seconds, logprob)
        if reason and speech_seconds >= ENOUGH_SPEECH:
            # Names in the prompt, or a loop, can derail a clip that is fine otherwise: one plain try without either.
            raw, logprob = self._recognise(clip, speech, (), no_repeat_ngram_size=NO_LOOP)
            text = guards.without_prompt(simplified(raw))
            return raw, text, guards.after_decode(text, hotwords, speech_seconds, logprob)
        return raw, simplified(raw), reason

    def _recognise(
        self, clip: Clip, speech: Spans, hotwords: Sequence[str], no_repeat_ngram_size: int = 0
    ) -> tuple[str, float]:
        texts: list[str] = []
        weighed = total = 0.0
        for start, end in pieces(speech, len(clip.samples)):
            segments, _ = self._model.transcribe(
                clip.samples[start:end],
                language=LANGUAGE,
                beam_size=BEAM,
                temperature=TEMPERATURES,
                condition_on_previous_text=False,
                no_repeat_ngram_size=no_repeat_ngram_size,
                initial_prompt=guards.PROMPT,
                hotwords=" ".join(hotwords) or None,
            )
            for segment in segments:
                texts.append(segment.text)
                weighed += segment.avg_logprob * (segment.end - segment.start)
                total += segment.end - segment.start
        return join_segments(texts), weighed / (total or 1.0)


def _speech(samples: Samples) -> Spans:
    found = get_speech_timestamps(samples, VadOptions(min_silence_duration_ms=500, speech_pad_ms=30))
    return [(int(piece["start"]), int(piece["end"])) for piece in found]


def _warnings(clip: Clip, max_seconds: int) -> tuple[str, ...]:
    if clip.capped:
        return (f"只听了前{max_seconds}秒，后面的请分段再发",)
    return ("语音不完整，只听到一部分，缺的请再说一次",) if clip.partial else ()
