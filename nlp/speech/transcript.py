"""What was heard in one clip."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Correction:
    """A name that was snapped to a known one, or could be (`applied=False`): what, to what, why.

    `likely` says whether an offer is near enough to trouble the speaker with.
    """

    heard: str
    to: str
    why: str
    applied: bool = True
    likely: bool = True


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words of a clip. `text` is simplified script with numerals as digits where safe; `raw_text` as decoded.

    `drop_reason` is empty for speech, else why there is no text (`silence`, `hallucination`, `too_short`, …).
    `warnings` are for people, in Chinese (`只听了前120秒，后面的请分段再发`).
    """

    text: str
    raw_text: str = ""
    seconds: float = 0.0
    audio_seconds: float = 0.0
    model: str = ""
    corrections: tuple[Correction, ...] = ()
    warnings: tuple[str, ...] = ()
    drop_reason: str = ""
