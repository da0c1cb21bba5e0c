"""Rules and the tagger together: which firm is the prospect, which are rivals, who is a person, what is a function."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import partial
from itertools import takewhile
from typing import Final, NamedTuple

from nlp import fuse, tag_edges
from nlp.agreed_own import own_firm
from nlp.agreed_placed import told_of
from nlp.agreed_rivals import RIVAL, rivals_of, span_of, support
from nlp.denials import over
from nlp.firm_ends import ended
from nlp.firms.kept_rivals import FAINT
from nlp.firms.places import place_prefix
from nlp.learned import tagging
from nlp.learned.tagged import Chances, Tagged, spans_of
from nlp.lexicon import wordset
from nlp.scan import Scan
from nlp.span import Cover, Span
from nlp.stages import Stages, through

_SURE_RULES: Final = ("book", "position")
FIRM, FIRM_KEPT, PERSON, PERSON_KEPT, TITLE = 0.5, 0.05, 0.6, 0.12, 0.5
"""How sure the tagger must be to add a name, and to leave one that a rule found; fitted on messages held out."""
_NUMBER: Final = re.compile(r"[+\d][\d \-]{5,}")
"""What a label may stand before that is no firm (新线索 13655556666)."""
CUT: Final = 0.75
"""How sure it must be of where a full name ends that a rule found."""
LABEL: Final = 0.97
"""How sure the tagger must be of another firm than the one that a label names."""
SURE_FIRM: Final = 0.9
"""From here on a firm stays one although the rules see a person's full name there."""


class Agreed(NamedTuple):
    """The names that are believed."""

    company: Span | None
    rivals: list[Span]
    people: list[Span]
    titles: list[Span]


def agree(seen: Scan, *, customer: bool) -> Agreed:
    """Return the names of a message (`agreeing`)."""
    return through(agreeing(seen, customer=customer))


def agreeing(seen: Scan, *, customer: bool) -> Stages[Agreed]:
    """Return the names of a message: a known name and a label outrank the tagger, the tagger outranks other rules."""
    company, rivals = fuse.choose_company(seen, customer=customer)
    if not seen.plain:
        return Agreed(company, rivals, seen.people, [])
    yield None
    chance = yield tagging.chances_of, (seen, company, rivals, customer)
    tags = [tag for tag in (tag_edges.whole(seen, one) for one in spans_of(chance)) if tag.end - tag.start > 1]
    people = _people(seen, tags, chance)
    if not (company and company.rule.startswith(_SURE_RULES)):
        known = [(span.start, span.end) for span in rivals if span.rule == "rival_sure"]
        firms = [tag for tag in tags if tag.kind == "firm" and not over(known, tag.start, tag.end)]
        if not customer:
            company = _company(seen, company, firms, chance)
            company = ended(seen, company) if company else None
        elif company is None or company.rule != "label":
            company = own_firm(seen, company, firms, chance)
    if company is not None:
        firm = company
        people = [person for person in people if person.rule.startswith("book") or not person.overlaps(firm)]
    # The tagger learnt from what sales people write. A firm that a customer prices is a rival, whatever it holds.
    sure = [
        span
        for span in rivals
        if (customer and span.rule != FAINT) or span.rule.startswith((*_SURE_RULES, "rival_sure"))
    ]
    rivals = rivals_of(seen, company, rivals, sure, tags, chance)
    titles = [span_of(seen, tag) for tag in tags if tag.kind == "title" and tag.chance >= TITLE]
    return Agreed(company, rivals, people, titles)


def _company(seen: Scan, ruled: Span | None, tags: list[Tagged], chance: Chances) -> Span | None:
    acting = partial(tag_edges.acts, seen)
    folk = {one.start: one for one in seen.people}
    tags = [tag for tag in tags if tag.chance >= SURE_FIRM or tag.start not in folk or not acting(folk[tag.start], tag)]
    named = [tag for tag in tags if place_prefix(seen.plain[tag.start : tag.end]) < tag.end - tag.start]
    named = [tag for tag in map(partial(tag_edges.tidied, seen), named) if not tag_edges.ourselves(seen.plain, tag)]
    if ruled is not None and place_prefix(ruled.value) and support(chance, "firm", ruled) > FIRM_KEPT:
        named = [tag for tag in named if not tag_edges.thing(seen, tag)]
    best = max(named, key=lambda tag: tag.chance, default=None)
    told = told_of(seen, best, chance)
    if told is not None:
        return told
    if best is not None and best.chance >= FIRM:
        return span_of(seen, best)
    if ruled is None or _NUMBER.fullmatch(ruled.value) or support(chance, "firm", ruled) <= FIRM_KEPT:
        return None
    return None if ruled.rule == "brand" and support(chance, "rival", ruled) >= RIVAL else ruled


def _people(seen: Scan, tags: list[Tagged], chance: Chances) -> list[Span]:
    """Return the people: those of the rules that the tagger allows, cut as it cuts them, and those it is sure of."""
    tagged = [tag for tag in tags if tag.kind == "person" and tag.chance >= PERSON]
    kept: list[Span] = []
    taken = Cover()
    for person in seen.people:
        held = support(chance, "person", person)
        firm = Tagged("firm", person.start, person.end, support(chance, "firm", person))
        named = tag_edges.acts(seen, person, firm) or tag_edges.alone(seen, person)
        if held < PERSON_KEPT and FIRM <= firm.chance < SURE_FIRM and named:
            held = PERSON_KEPT
        if not person.rule.startswith("book") and held < PERSON_KEPT:
            continue
        near = tagged[max(0, bisect_left(tagged, person.start, key=_start) - 1) :]
        better = [tag for tag in takewhile(partial(_before, person.end), near) if person.start < tag.end]
        surely = len(better) == 1 and better[0].chance >= CUT
        if person.rule == "full_name" and surely and _renames(seen.plain, person, better[0]):
            person = span_of(seen, better[0])._replace(rule=person.rule)
        if not taken.over(person.start, person.end):
            kept.append(person)
            taken.add(person)
    for tag in tagged:
        if not taken.over(tag.start, tag.end):
            kept.append(span_of(seen, tag))
            taken.add(kept[-1])
    return sorted(kept, key=lambda span: span.start)


def _renames(plain: str, person: Span, tag: Tagged) -> bool:
    """Tell whether the tagger cuts a full name otherwise; a rank after it (沈丽琴|主任) is a function."""
    more = plain[person.end : tag.end]
    return tag.start == person.start and not (len(more) > 1 and more in wordset("functions"))


def _start(tag: Tagged) -> int:
    return tag.start


def _before(place: int, tag: Tagged) -> bool:
    return tag.start < place
