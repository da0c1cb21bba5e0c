"""Known names by their sound: which of them could have been said where in a text. Built once per book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from nlp.reading import BookEntry
from nlp.speech.hotwords import spoken_form
from nlp.speech.name_forms import Form, Match
from nlp.speech.syllables import distance, folded, is_chinese, syllable_distance, syllables_of

MAX_DISTANCE = 0.28
NEAR = 0.1
BIG_BOOK = 1000
SHORTEST_ELASTIC = 4
LONGEST = 12
_POSITION = 1 << 12
_SLOT = 1 << 4
# In a big book one of a name's first two syllables must be there: hundreds of companies end alike (科技).
_HEAD_VOTE = 1 << 5


@dataclass(slots=True)
class NameIndex:
    """Names of a book, posted under the coarse sound of each of their syllables."""

    size: int
    forms: list[Form] = field(default_factory=list)
    latin: list[str] = field(default_factory=list)
    staffed: frozenset[str] = frozenset()
    _wanted: list[int] = field(default_factory=list)
    _related: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _postings: dict[str, list[int]] = field(default_factory=dict)

    def matches(self, text: str) -> list[Match]:
        """Return every known name within 0.28 per syllable of a stretch of the text, nearest first."""
        sounds = [sound if is_chinese(char) else "" for char, sound in zip(text, syllables_of(text), strict=True)]
        found: dict[tuple[int, int, str], Match] = {}
        for number, start in self._diagonals(sounds):
            match = self._nearest(self.forms[number], start, sounds, text)
            if match is not None:
                found[match.start, match.end, match.form.kind + match.form.text] = match
        return sorted(found.values(), key=lambda match: (match.distance, -len(match.form.text), match.start))

    def sounding_like(self, coarse: Sequence[str], kind: str) -> list[Form]:
        """Return the names of about this length that share a coarse syllable, long ones two, with a stretch."""
        size, votes = len(coarse), self._votes_of(coarse)
        return [
            form
            for form, count in ((self.forms[number], count) for number, count in votes.items())
            if form.kind == kind
            and _same_size(len(form.syllables), size)
            and count >= (1 if len(form.syllables) == size <= SHORTEST_ELASTIC else 2)
        ]

    def _votes_of(self, coarse: Sequence[str]) -> dict[int, int]:
        votes: defaultdict[int, int] = defaultdict(int)
        play = 1 if len(coarse) + 1 >= SHORTEST_ELASTIC else 0
        for place, sound in enumerate(coarse):
            for code in self._postings.get(sound, ()):
                if abs(code % _SLOT - place) <= play:
                    votes[code // _SLOT] += 1
        return votes

    def staff_of(self, firm: Form) -> list[Form]:
        """Return the people of a company."""
        return [self.forms[n] for key in sorted(firm.companies) for n in self._related.get(("person", key), ())]

    def firms_of(self, person: Form) -> list[Form]:
        """Return the spellings of the companies a person works for."""
        return [self.forms[n] for key in sorted(person.companies) for n in self._related.get(("company", key), ())]

    def _diagonals(self, sounds: list[str]) -> list[tuple[int, int]]:
        votes: defaultdict[int, int] = defaultdict(int)
        for place, sound in enumerate(sounds[: _POSITION - 2 * _SLOT]):
            for code in self._postings.get(folded(sound), ()) if sound else ():
                slot = code % _SLOT
                votes[(code // _SLOT) * _POSITION + place - slot + _SLOT] += _HEAD_VOTE if slot < 2 else 1
        wanted, least = self._wanted, _HEAD_VOTE if len(self.forms) > BIG_BOOK else 0
        return [
            (diagonal // _POSITION, diagonal % _POSITION - _SLOT)
            for diagonal, count in votes.items()
            if count >= least and count % _HEAD_VOTE + count // _HEAD_VOTE >= wanted[diagonal // _POSITION]
        ]

    @staticmethod
    def _nearest(form: Form, start: int, sounds: list[str], text: str) -> Match | None:
        length = len(form.syllables)
        best: Match | None = None
        spans = [(start, start + length)]
        if length >= SHORTEST_ELASTIC:
            spans += [(start, start + length - 1), (start, start + length + 1), (start + 1, start + length)]
            spans.append((start - 1, start + length))
        for first, end in spans:
            if first < 0 or end > len(sounds) or not all(sounds[first:end]):
                continue
            if length == 2 and syllable_distance(sounds[first], form.syllables[0]) > 2 * MAX_DISTANCE:
                continue
            apart = distance(sounds[first:end], form.syllables)
            if apart <= MAX_DISTANCE and (best is None or apart < best.distance):
                best = Match(form, first, end, text[first:end], apart)
                if apart <= NEAR:
                    break
        return best


def _same_size(one: int, other: int) -> bool:
    return one == other or (min(one, other) + 1 >= SHORTEST_ELASTIC and abs(one - other) == 1)


def build_index(names: Sequence[BookEntry]) -> NameIndex:
    """Return the index of a book; 10,000 names take about half a second, so keep it."""
    index = NameIndex(len(names))
    keys = {alias: spoken_form(entry.name) for entry in names if entry.kind == "company" for alias in _spellings(entry)}
    merged: dict[tuple[str, str], set[str]] = {}
    for entry in names:
        own = entry.name if entry.kind == "company" else entry.company
        employers = {keys.get(own, spoken_form(own))} if own else set()
        for spelling in _spellings(entry):
            if all(map(is_chinese, spelling)) and 2 <= len(spelling) <= LONGEST:
                merged.setdefault((entry.kind, spelling), set()).update(employers)
            elif spelling.isascii() and len(spelling) >= 3:
                index.latin.append(spelling)
    staffed: set[str] = set()
    for (kind, text), companies in merged.items():
        index._wanted.append((len(text) + 1) // 2)
        index.forms.append(Form(kind, text, syllables_of(text), frozenset(companies)))
        if kind == "person":
            staffed |= companies
    index.staffed = frozenset(staffed)
    for number, form in enumerate(index.forms):
        for key in form.companies:
            index._related.setdefault((form.kind, key), []).append(number)
        for place, sound in enumerate(form.syllables):
            index._postings.setdefault(folded(sound), []).append(number * _SLOT + place)
    return index


def _spellings(entry: BookEntry) -> list[str]:
    spellings = [entry.name, *entry.aliases]
    if entry.kind == "company":
        spellings += [spoken_form(name) for name in spellings]
    return list(dict.fromkeys(name.strip() for name in spellings if name.strip()))
