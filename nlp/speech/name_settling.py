"""One sentence while its names are being settled: which known names are put in, and which are only offered."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from nlp.speech.guesses import guess
from nlp.speech.name_forms import Match
from nlp.speech.name_index import NameIndex
from nlp.speech.name_rivals import grouped, rivals_of
from nlp.speech.name_slots import closes_company, cues_person, follows_company, locked, opens_company, opens_person
from nlp.speech.syllables import is_chinese, syllables_of
from nlp.speech.transcript import Correction

IN_VIEW = 16
SMALL_BOOK = 300
SHRINK = 0.12
TIED_NEAR = 0.55
TIED_FAR = 0.25
TIED_ALONE = 0.28
LONE = 0.10
LONE_IN_VIEW = 0.20
LONE_PERSON_IN_VIEW = 0.22
ADJACENT = 3
OFFERS = 3


@dataclass(slots=True)
class _Choice:
    match: Match
    why: str
    applied: bool
    likely: bool = True


@dataclass(slots=True)
class Sentence:
    """One text while its names are being settled."""

    text: str
    index: NameIndex
    companies: list[Match] = field(default_factory=list)
    persons: list[Match] = field(default_factory=list)
    choices: list[_Choice] = field(default_factory=list)
    present: set[str] = field(default_factory=set)
    doubted: bool = False

    def __post_init__(self) -> None:
        marks = locked(self.text)
        for match in self.index.matches(self.text):
            if match.exact or not any(marks[match.start : match.end]):
                (self.persons if match.form.kind == "person" else self.companies).append(match)

    @property
    def in_view(self) -> bool:
        return self.index.size <= IN_VIEW

    def settle_companies(self) -> None:
        for group in grouped(self.companies, self._company_rank):
            best = group[0]
            rivals = rivals_of(group, self._company_rank)
            tied = self._contact_of(best) is not None
            if best.exact and not (rivals and self._contact_of(rivals[0])):
                self._keep(best)
            elif tied and not rivals:
                self._apply(best, f"{_sound(best)}，联系人也对得上")
            elif not rivals and self._lone_company(best):
                self._apply(best, _sound(best))
            elif opens_company(self.text, best.start) and (len(best.form.text) >= 3 or best.distance == 0):
                self._offer([best, *rivals])

    def settle_persons(self) -> None:
        free = [match for match in self.persons if not self._taken(match)]
        for group in grouped(free, self._person_rank):
            best = group[0]
            rivals = rivals_of(group, self._person_rank)
            tied = self._tied(best)
            if best.exact and (tied or not rivals):
                self._keep(best)
            elif tied and not rivals:
                self._apply(best, f"{_sound(best)}，公司在句中")
            elif not rivals and self._lone_person(best):
                self._apply(best, _sound(best))
            elif self._person_slot(best):
                self._offer([best, *rivals])

    def guess_the_rest(self) -> None:
        """Offer the likeliest known names wherever one must stand and none is certain."""
        asked = [choice for choice in self.choices if not choice.applied]
        for group in guess(self.text, self.index, [choice.match for choice in self.choices if choice.applied]):
            for match in group:
                if not any(c.match.overlaps(match) and c.match.form.text == match.form.text for c in asked):
                    self.choices.append(_Choice(match, _sound(match), False, False))
        for match in self.companies:
            known = match.form.kind == "company" or match.distance > LONE
            if not known and not any(choice.match.overlaps(match) for choice in self.choices):
                self.choices.append(_Choice(match, _sound(match), False, match.distance == 0))

    def unclaimed(self) -> list[str]:
        """Return the syllable of every character that belongs to no name and no word of the trade, else nothing."""
        marks = locked(self.text)
        for choice in self.choices:
            if choice.likely:
                marks[choice.match.start : choice.match.end] = [True] * len(choice.match.heard)
        sounds = zip(self.text, syllables_of(self.text), marks, strict=True)
        return [sound if is_chinese(char) and not mark else "" for char, sound, mark in sounds]

    def written(self) -> tuple[str, tuple[Correction, ...]]:
        text = self.text
        self.choices.sort(key=lambda choice: choice.match.start)
        for choice in reversed(self.choices):
            if choice.applied:
                text = text[: choice.match.start] + choice.match.form.text + text[choice.match.end :]
        return text, tuple(
            Correction(choice.match.heard, choice.match.form.text, choice.why, choice.applied, choice.likely)
            for choice in self.choices
            if choice.match.heard != choice.match.form.text
        )

    def _company_rank(self, match: Match) -> float:
        contact = self._contact_of(match)
        bonus = 0.0 if contact is None else 0.3 - contact.distance / 2
        return match.distance - bonus - 0.01 * len(match.form.text) - 0.1 * match.exact

    def _person_rank(self, match: Match) -> float:
        return match.distance - 0.3 * self._tied(match) - 0.01 * len(match.form.text) - 0.1 * match.exact

    def _contact_of(self, company: Match) -> Match | None:
        """Return a contact of the company who is named too; the two together must sound right enough."""
        if company.form.kind != "company":
            return None
        opened = company.exact or opens_company(self.text, company.start)
        for person in self.persons:
            if person.form.companies & company.form.companies and not person.overlaps(company):
                near = 0 <= person.start - company.end <= ADJACENT
                if company.distance + person.distance <= self._allowed(near, opened):
                    return person
        return None

    def _tied(self, person: Match) -> bool:
        """Whether a company the person works for is named too."""
        for choice in self.choices:
            company = choice.match
            if choice.applied and company.form.companies & person.form.companies and company.form.kind == "company":
                near = 0 <= person.start - company.end <= ADJACENT
                if person.distance <= TIED_ALONE and company.distance + person.distance <= self._allowed(near, True):
                    return True
        return False

    def _allowed(self, near: bool, opened: bool) -> float:
        """Return how far a company and its contact may be from what was heard, together: less in a bigger book."""
        shrink = math.pow(min(1.0, SMALL_BOOK / max(1, self.index.size)), SHRINK)
        if not opened:
            return TIED_FAR * shrink if near else 0.0
        return (TIED_NEAR if near else TIED_FAR) * shrink

    def _lone_company(self, match: Match) -> bool:
        if len(match.form.text) < 3 or not opens_company(self.text, match.start):
            return False
        if self.in_view:
            return match.distance <= LONE_IN_VIEW
        # In a book that knows contacts, a company without one of them may well be a namesake that is not in the book.
        return not self.index.staffed and match.distance <= LONE and closes_company(self.text, match.end)

    def _lone_person(self, match: Match) -> bool:
        opened, cued = opens_person(self.text, match.start), cues_person(self.text, match.end)
        if self.in_view:
            return match.distance <= LONE_PERSON_IN_VIEW and (opened or cued)
        elsewhere = match.form.companies and (self.present or self.doubted or follows_company(self.text, match.start))
        return match.distance <= LONE and opened and cued and not elsewhere

    def _person_slot(self, match: Match) -> bool:
        after_company = any(0 <= match.start - choice.match.end <= 1 for choice in self.choices)
        return after_company or (opens_person(self.text, match.start) and cues_person(self.text, match.end))

    def _taken(self, match: Match) -> bool:
        return any(choice.applied and choice.match.overlaps(match) for choice in self.choices)

    def _keep(self, match: Match) -> None:
        self._apply(match, "")

    def _apply(self, match: Match, why: str) -> None:
        if match.form.kind == "company":
            self.present |= match.form.companies
        self.choices.append(_Choice(match, why, True))

    def _offer(self, candidates: Iterable[Match]) -> None:
        for match in list(candidates)[:OFFERS]:
            self.doubted |= match.form.kind == "company"
            self.choices.append(_Choice(match, _sound(match), False))


def _sound(match: Match) -> str:
    return "同音" if match.distance == 0 else f"读音相近（{match.distance:.2f}）"
