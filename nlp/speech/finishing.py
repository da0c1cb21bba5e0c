"""The last steps on a transcript, done in the application's process: known names, then numerals."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.reading import BookEntry
from nlp.speech.numerals import as_digits
from nlp.speech.transcript import Correction


def finish(text: str, names: Sequence[BookEntry]) -> tuple[str, tuple[Correction, ...]]:
    """Return the text with names corrected and numbers in digits, and what was (or could be) corrected."""
    corrections: tuple[Correction, ...] = ()
    if names and text:
        # The pronunciation tables take memory; they are loaded when the first name has to be compared.
        from nlp.speech.names import correct, index_of

        text, corrections = correct(text, index_of(names))
    return as_digits(text, [entry.name for entry in names]), corrections
