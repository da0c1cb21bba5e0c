"""Which known names may have been said where the recogniser wrote something else: for people to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.speech.name_forms import Match
from nlp.speech.name_index import NameIndex
from nlp.speech.name_slots import locked
from nlp.speech.slot_search import company_slots, in_reach, nearest, person_slots
from nlp.speech.syllables import is_chinese, syllables_of

OFFERS = 5
STAFF_REACH = 0.45
TIE = 0.25
ALONE = 0.36
NEAR = 0.15


def guess(text: str, index: NameIndex, settled: Sequence[Match]) -> list[list[Match]]:
    """Return groups of up to five names, the likeliest first; the names of a group claim the same characters.

    `settled` are names that are certain: nothing is offered in their place, and their people are the likelier.
    """
    marks = locked(text)
    for match in settled:
        marks[match.start : match.end] = [True] * (match.end - match.start)
    sounds = [sound if is_chinese(char) else "" for char, sound in zip(text, syllables_of(text), strict=True)]
    companies = nearest(index, "company", text, sounds, company_slots(text, marks))
    firm_ends = {match.end for match in (*settled, *companies) if match.form.kind == "company"}
    persons = nearest(index, "person", text, sounds, person_slots(text, marks, firm_ends))
    for firm in _sure(settled, "company", companies):
        persons += in_reach(index.staff_of(firm.form), text, sounds, marks, STAFF_REACH)
    for person in _sure(settled, "person", persons):
        companies += in_reach(index.firms_of(person.form), text, sounds, marks, STAFF_REACH)
    ranked = _ranked(companies, [*persons, *settled]) + _ranked(persons, [*companies, *settled])
    return _groups([(rank, match) for rank, match in ranked if rank <= ALONE])


def _sure(settled: Sequence[Match], kind: str, others: Sequence[Match]) -> list[Match]:
    """Return the names of one kind that are settled, and the few nearest of the others."""
    near = sorted((match for match in others if match.distance <= NEAR), key=lambda match: match.distance)
    return [*(match for match in settled if match.form.kind == kind), *near[:OFFERS]]


def _ranked(matches: Sequence[Match], others: Sequence[Match]) -> list[tuple[float, Match]]:
    """Return each match with its rank: its distance, less when somebody of that company (or the company) is named."""
    firms: dict[str, list[Match]] = {}
    for other in others:
        for key in other.form.companies:
            firms.setdefault(key, []).append(other)
    return [(match.distance - _tie(match, firms), match) for match in matches]


def _tie(match: Match, firms: dict[str, list[Match]]) -> float:
    best = 0.0
    for key in match.form.companies:
        for other in firms.get(key, ()):
            if other.form.kind != match.form.kind and not other.overlaps(match):
                near = min(abs(other.end - match.start), abs(match.end - other.start)) <= 2
                best = max(best, (TIE if near else TIE / 2) * (1 - other.distance))
    return best


def _groups(ranked: list[tuple[float, Match]]) -> list[list[Match]]:
    groups: list[list[Match]] = []
    for _, match in sorted(ranked, key=lambda pair: (pair[0], pair[1].start)):
        group = next((group for group in groups if group[0].overlaps(match)), None)
        if group is None:
            groups.append([match])
        elif len(group) < OFFERS and all(match.form.text != other.form.text for other in group):
            group.append(match)
    return sorted(groups, key=lambda group: group[0].start)
