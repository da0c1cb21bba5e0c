"""The last steps on a transcript, done in the application's process: fixed phrases, known names, numerals."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.reading import BookEntry
from nlp.speech.numerals import as_digits
from nlp.speech.transcript import Correction


def finish(text: str, names: Sequence[BookEntry]) -> tuple[str, tuple[Correction, ...]]:
    """Return the text with phrases and names corrected and numbers in digits, and what was or could be corrected."""
    if not text:
        return text, ()
    # The pronunciation tables take memory; they are loaded when the first clip has been heard.
    from nlp.speech.names import correct, index_of
    from nlp.speech.phrases import correct_phrases

    text, phrases = correct_phrases(text)
    text, corrections = correct(text, index_of(names)) if names else (text, ())
    return as_digits(text, [entry.name for entry in names]), (*phrases, *corrections)
