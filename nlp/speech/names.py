"""Puts known names where they were said. The recogniser hears the sound of a name and guesses the characters.

A name is replaced on its own only where the sentence backs it: a contact beside their company, or a name slot with
one near namesake. Everything else stays as heard and is offered (`applied=False`), for the card to ask.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from nlp.reading import BookEntry
from nlp.speech.brand_sounds import brands_in
from nlp.speech.latin_names import correct_latin
from nlp.speech.name_index import NameIndex, build_index
from nlp.speech.name_settling import Sentence
from nlp.speech.transcript import Correction

KEPT_INDEXES = 8

_indexes: deque[tuple[tuple[BookEntry, ...], NameIndex]] = deque(maxlen=KEPT_INDEXES)


def index_of(names: Sequence[BookEntry]) -> NameIndex:
    """Return the index of a book, built once and kept for the last few books."""
    book = tuple(names)
    for known, index in list(_indexes):
        if len(known) == len(book) and known == book:
            return index
    index = build_index(book)
    _indexes.append((book, index))
    return index


def correct(text: str, index: NameIndex) -> tuple[str, tuple[Correction, ...]]:
    """Return the text with the names that are certain, and every correction made or offered, in text order."""
    sentence = Sentence(text, index)
    sentence.settle_companies()
    sentence.settle_persons()
    sentence.guess_the_rest()
    corrected, corrections = sentence.written()
    corrected, latin = correct_latin(corrected, index.latin)
    return corrected, (*corrections, *latin, *brands_in(sentence.text, sentence.unclaimed(), index.latin))
