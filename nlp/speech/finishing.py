"""The last steps on a transcript, done in the application's process: fixed phrases, known names, numerals."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.reading import BookEntry
from nlp.speech.numerals import as_digits, has_doubtful_phone
from nlp.speech.transcript import Correction

MAX_QUESTIONS = 2
CHECK_PHONE = "手机号没有听全，请核对"


def finish(text: str, names: Sequence[BookEntry]) -> tuple[str, tuple[Correction, ...]]:
    """Return the text with phrases and names corrected and numbers in digits, and what was or could be corrected."""
    if not text:
        return text, ()
    # The pronunciation tables take memory; they are loaded when the first clip has been heard.
    from nlp.speech.names import correct, index_of
    from nlp.speech.phrases import correct_phrases

    # A name in title marks is a name all the same; nobody says the marks.
    text, phrases = correct_phrases(text.replace("《", "").replace("》", ""))
    text, corrections = correct(text, index_of(names)) if names else (text, ())
    return as_digits(text, [entry.name for entry in names]), (*phrases, *corrections)


def put_names(text: str, names: Sequence[BookEntry]) -> tuple[str, tuple[Correction, ...]]:
    """Return words heard elsewhere with the names that are certain, and what else could be one; no other changes."""
    from nlp.speech.names import correct, index_of

    return correct(text, index_of(names))


def warnings_about(text: str, corrections: Sequence[Correction] = ()) -> tuple[str, ...]:
    """Return what the speaker should check: a phone number not heard whole, and names that could be known ones."""
    asked: dict[str, list[str]] = {}
    for found in corrections:
        if not found.applied and found.likely:
            asked.setdefault(found.heard, []).append(found.to)
    questions = [f"听到“{heard}”，是{'还是'.join(names)}{'吗' * (len(names) == 1)}？" for heard, names in asked.items()]
    return (*((CHECK_PHONE,) if has_doubtful_phone(text) else ()), *questions[:MAX_QUESTIONS])
