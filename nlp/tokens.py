"""Word edges and word classes from the segmenter, as features only: it is never asked who is a person."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from nlp.lexicon import words

_LONGEST: Final = 32
"""Characters of a word, twice those of the longest that the dictionary has."""


@cache
def _segmenter() -> Any:
    import rjieba

    # The library reads its dictionary when it is imported; a segmenter of our own would read and keep it twice.
    for word in words("segments"):
        rjieba.add_word(word, 30000, "n")
    return rjieba


class Tokens:
    """The words of one plain text with their places."""

    __slots__ = ("_at", "items", "plain")

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self.items: list[tuple[int, int, str, str]] = []
        self._at: list[int] = []
        items, at = self.items, self._at
        cut: list[tuple[str, str]] = _segmenter().tag(plain)
        start = 0
        for word, tag in cut:
            end = start + len(word)
            place = len(items)
            items.append((start, end, word, tag))
            while start < end:
                at.append(place)
                start += 1

    def edge(self, place: int) -> bool:
        """Tell whether a word begins or ends here."""
        size = len(self._at)
        return self.items[self._at[place]][0] == place if place < size else place == size

    def tag_of(self, start: int, end: int) -> str | None:
        """Return the word class when the span is exactly one word."""
        if start < len(self._at):
            first, last, _, tag = self.items[self._at[start]]
            if first == start and last == end:
                return tag
        return None

    def inside(self, start: int, end: int) -> bool:
        """Tell whether the span lies within one longer dictionary word."""
        return any(
            s <= start and end <= e and (e - s) > (end - start) and self.known(w) for s, e, w, _ in self._near(start)
        )

    def split_word(self, start: int, end: int) -> bool:
        """Tell whether an edge of the span cuts a dictionary word in two."""
        for s, e, word, tag in self._near(start) + self._near(end):
            cuts = s < start < e or s < end < e
            if cuts and tag not in {"nr", "x", "nrt"} and self.known(word):
                return True
        return False

    def _near(self, place: int) -> list[tuple[int, int, str, str]]:
        found = [self.items[self._at[place]]] if place < len(self._at) else []
        return [self.items[self._at[place - 1]], *found] if 0 < place <= len(self._at) else found

    def holding(self, place: int) -> tuple[int, int, str, str]:
        """Return the word that holds this character."""
        return self.items[self._at[place]]

    def from_place(self, place: int) -> int:
        """Return the index of the word that holds or begins at this character."""
        return self._at[place] if place < len(self._at) else len(self.items)

    @staticmethod
    def known(word: str) -> bool:
        """Tell whether the dictionary has the word."""
        return len(word) <= _LONGEST and bool(_segmenter().has_word(word))

    def starting_at(self, place: int) -> int | None:
        """Return the index of the word that begins here."""
        return self._at[place] if place < len(self._at) and self.edge(place) else None
