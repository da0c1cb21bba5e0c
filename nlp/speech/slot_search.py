"""Where in a text a name must stand, though none was recognised there, and which known names sound nearest to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nlp.speech.name_forms import Form, Match
from nlp.speech.name_index import NameIndex
from nlp.speech.name_slots import closes_company, cues_person, follows_company, opens_company, opens_person
from nlp.speech.syllables import distance, folded, is_chinese

WIDEST = 0.42
PERSON_LENGTHS = (2, 3)
COMPANY_LENGTHS = (3, 4, 5, 6)

# What only a customer has; a company stands before it, however the words before that were heard.
_BELONGING = re.compile("的(?:阶段|商机|合同|订单|采购|报价|项目|回款|线索)")
_CALLED = re.compile("联系人(?:是|叫)?")

Slot = tuple[int, int]


def person_slots(text: str, marks: Sequence[bool], company_ends: Iterable[int]) -> list[Slot]:
    """Return the stretches of two or three characters that may be a person: between the right words, or behind a
    company."""
    after = {end + gap for end in company_ends for gap in (0, 1) if not gap or text[end : end + 1] == "的"}
    after |= {found.end() for found in _CALLED.finditer(text)}
    return [
        (start, end)
        for start in range(len(text))
        if start in after or opens_person(text, start) or follows_company(text, start)
        for end in (start + length for length in PERSON_LENGTHS)
        if _free(text, marks, start, end) and (start in after or cues_person(text, end))
    ]


def company_slots(text: str, marks: Sequence[bool]) -> list[Slot]:
    """Return the stretches of three to six characters that may be a company, with or without a person behind them."""
    return [
        (start, end)
        for start in range(len(text))
        for end in (start + length for length in COMPANY_LENGTHS)
        if _free(text, marks, start, end)
        and (_BELONGING.match(text, end) or (opens_company(text, start) and _company_over(text, end)))
    ]


def nearest(index: NameIndex, kind: str, text: str, sounds: Sequence[str], slots: Iterable[Slot]) -> list[Match]:
    """Return the names of one kind within 0.42 per syllable of one of the slots; a name once for each slot."""
    found: list[Match] = []
    for start, end in slots:
        heard = sounds[start:end]
        for form in index.sounding_like([folded(sound) for sound in heard], kind):
            apart = distance(heard, form.syllables)
            if apart <= WIDEST:
                found.append(Match(form, start, end, text[start:end], apart))
    return found


def in_reach(
    forms: Iterable[Form], text: str, sounds: Sequence[str], marks: Sequence[bool], limit: float
) -> list[Match]:
    """Return for each of a few forms its nearest place in the whole text, if it is within `limit`."""
    found: list[Match] = []
    for form in forms:
        size = len(form.syllables)
        places = [at for at in range(len(text) - size + 1) if _free(text, marks, at, at + size)]
        best = min(places, key=lambda at: distance(sounds[at : at + size], form.syllables), default=None)
        if best is not None and (apart := distance(sounds[best : best + size], form.syllables)) <= limit:
            found.append(Match(form, best, best + size, text[best : best + size], apart))
    return found


def _company_over(text: str, end: int) -> bool:
    return closes_company(text, end) or any(cues_person(text, end + length) for length in PERSON_LENGTHS)


def _free(text: str, marks: Sequence[bool], start: int, end: int) -> bool:
    return end <= len(text) and not any(marks[start:end]) and all(map(is_chinese, text[start:end]))
