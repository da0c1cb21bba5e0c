"""Named patterns asked of a few characters beside something, each only where a character is there that it needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nlp.patterns.held import needed
from nlp.patterns.stored import made

_CLASS: Final = made(r"[\\\]^-]")


class Cues:
    """Patterns by name; most of a dozen need a character that a piece of text does not hold, and are not tried."""

    __slots__ = ("_always", "_by_char", "_chars", "_names", "_patterns")

    def __init__(self, named: Sequence[tuple[str, str]]) -> None:
        self._names = [name for name, _ in named]
        self._patterns = [made(source) for _, source in named]
        self._always: list[int] = []
        self._by_char: dict[str, list[int]] = {}
        for at, (_, source) in enumerate(named):
            needs = {head[:1] for head, _, _ in needed(source)}
            if "" in needs:
                self._always.append(at)
            for char in needs if "" not in needs else ():
                self._by_char.setdefault(char, []).append(at)
        self._chars = made("[" + _CLASS.sub(r"\\\g<0>", "".join(sorted(self._by_char))) + "]")

    def ending(self, piece: str) -> list[str]:
        """Return the names of the patterns found in a piece, in their order."""
        return [self._names[at] for at in self._of(piece) if self._patterns[at].search(piece)]

    def opening(self, piece: str) -> list[str]:
        """Return the names of the patterns that a piece begins with, in their order."""
        return [self._names[at] for at in self._of(piece) if self._patterns[at].match(piece)]

    def _of(self, piece: str) -> list[int]:
        """Return which patterns may match."""
        there: set[int] = set()
        for char in self._chars.findall(piece):
            there.update(self._by_char[char])
        there.update(self._always)
        return sorted(there)
