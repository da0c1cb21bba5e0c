"""A spelling of a known name, and a place of a text that sounds like one."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.speech.syllables import Syllables


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a known name. `companies` are keys of the employer (persons) or of the company itself."""

    kind: str
    text: str
    syllables: Syllables
    companies: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A known name that sounds like the text from `start` to `end`; `distance` is per syllable."""

    form: Form
    start: int
    end: int
    heard: str
    distance: float

    @property
    def exact(self) -> bool:
        return self.heard == self.form.text

    def overlaps(self, other: Match) -> bool:
        """Whether both claim some of the same characters."""
        return self.start < other.end and other.start < self.end
