"""Joins the understanding to its port, loaded at first use so that an idle service stays small."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from nlp.reading import Asked, BookEntry, Reading

if TYPE_CHECKING:
    from nlp.understand import Understander


class SalesReading:
    """Fits `handlers.ports.Understanding`."""

    @cached_property
    def _understander(self) -> Understander:
        from nlp.understand import Understander

        return Understander()

    def read(self, asked: Asked, book: Sequence[BookEntry] = ()) -> Reading:
        """Return what was understood."""
        return self._understander.read(asked, book)

    def correction(self, text: str, now: datetime) -> dict[str, str] | None:
        """Return the fields a plain correction changes, or None."""
        from nlp.correction import read_correction

        return read_correction(text, now)

    def moment(self, text: str, now: datetime) -> str:
        """Return the last time named in a text as a reading writes it, or an empty text."""
        from nlp.normalize import normalize
        from nlp.times.find import find_times

        found = find_times(normalize(text).plain, now)
        return found[-1].due() if found else ""

    def keywords(self, texts: Sequence[str], most: int, names: Sequence[str] = ()) -> list[str]:
        """Return what these texts are about, the weightiest words first."""
        from app.language.keywords import keywords_of

        return keywords_of(texts, most, names)

    def amount(self, text: str) -> float | None:
        """Return the last amount of money named in a text, in yuan."""
        from nlp.normalize import normalize
        from nlp.numbers.money import find_amounts

        found = find_amounts(normalize(text).plain, [])
        return float(found[-1].value) if found else None
