"""Rules and the tagger together: which firm is the prospect, which are rivals, who is a person, what is a function."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from nlp import fuse
from nlp.firms.english_firms import latin_run
from nlp.firms.name_edges import tidy
from nlp.firms.places import place_prefix
from nlp.learned import tagging
from nlp.learned.tagged import TAGS, Chances, Tagged, share, spans_of
from nlp.lexicon import wordset
from nlp.scan import Scan
from nlp.span import Cover, Span
from nlp.stages import Stages, through

_SURE_RULES = ("book", "position")
FIRM, RIVAL, RIVAL_KEPT, PERSON, PERSON_KEPT, TITLE = 0.5, 0.6, 0.1, 0.6, 0.12, 0.5
"""How sure the tagger must be to add a name, and to leave one that a rule found; fitted on messages held out."""


_WE_ARE = re.compile(r"我们?是(?!在|从|去|到|给)[^,。;的]{0,4}$")
_TO_US = re.compile(r"你们|贵公?司|贵方")


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
    chance = yield tagging.chances_of, (seen, company, rivals)
    tags = [tag for tag in (_whole(seen, one) for one in spans_of(chance)) if tag.end - tag.start > 1]
    people = _people(seen, tags, chance)
    if not customer and not (company and company.rule.startswith(_SURE_RULES)):
        company = _company(seen, company, [tag for tag in tags if tag.kind == "firm"], chance)
    # The tagger learnt from what sales people write. A firm that a customer prices is a rival, whatever it holds.
    sure = [span for span in rivals if customer or span.rule.startswith(_SURE_RULES)]
    rivals = _rivals(seen, company, rivals, sure, tags, chance)
    titles = [_span(seen, tag) for tag in tags if tag.kind == "title" and tag.chance >= TITLE]
    return Agreed(company, rivals, people, titles)


def _span(seen: Scan, tag: Tagged) -> Span:
    return Span(tag.start, tag.end, seen.plain[tag.start : tag.end], "tagger", round(tag.chance, 2))


def _whole(seen: Scan, tag: Tagged) -> Tagged:
    """Return the stretch up to the end of the word that it cuts (运营负|责人)."""
    start, end, word, _ = seen.tokens.holding(tag.end - 1)
    if (
        tag.kind in {"title", "firm", "rival"}
        and start >= tag.start
        and end > tag.end
        and seen.plain[tag.end : end] != "的"
        and (word.isascii() or seen.tokens.known(word))
    ):
        return Tagged(tag.kind, tag.start, end, tag.chance)
    if tag.kind == "firm" and seen.plain[tag.start : tag.end].isascii():
        first, last = latin_run(seen.plain, tag.start, tag.end)
        if not Cover(len(seen.plain), seen.people).over(first, last):
            return Tagged(tag.kind, first, last, tag.chance)
    return tag


def support(chance: Chances, kind: str, span: Span) -> float:
    """Return how much the tagger holds a stretch for one kind, 0 to 1."""
    return share(chance, TAGS.index(kind), span.start, span.end)


def _company(seen: Scan, ruled: Span | None, tags: list[Tagged], chance: Chances) -> Span | None:
    named = [tag for tag in tags if place_prefix(seen.plain[tag.start : tag.end]) < tag.end - tag.start]
    named = [tag for tag in map(partial(_tidied, seen), named) if not _ourselves(seen.plain, tag)]
    best = max(named, key=lambda tag: tag.chance, default=None)
    if best is not None and best.chance >= FIRM:
        return _span(seen, best)
    return ruled if ruled and support(chance, "firm", ruled) > 0.05 else None


def _tidied(seen: Scan, tag: Tagged) -> Tagged:
    """Return a firm without the words that lead to its name (叫什么…); a word of every day is none."""
    if seen.plain[tag.start : tag.end] in wordset("brands"):
        return tag
    start, end = tidy(seen.plain, tag.start, tag.end, seen.tokens)
    word = seen.plain[start:end]
    plain_words = word in wordset("english_words") or word in wordset("no_firm") or word.startswith(("谈", "聊"))
    no_name = plain_words or (word.isascii() and word.lower() in wordset("english_fields"))
    return Tagged(tag.kind, start, end, 0.0 if no_name else tag.chance)


def _ourselves(plain: str, tag: Tagged) -> bool:
    """Tell whether a firm is how we introduce ourselves (我是…科技的小王); who says 你们 is a customer quoted."""
    return bool(_WE_ARE.search(plain, max(0, tag.start - 8), tag.start)) and not _TO_US.search(plain)


def _rivals(
    seen: Scan, company: Span | None, ruled: list[Span], sure: list[Span], tags: list[Tagged], chance: Chances
) -> list[Span]:
    kept = [
        span
        for span in ruled
        if (span in sure or support(chance, "rival", span) >= RIVAL_KEPT) and not (company and span.overlaps(company))
    ]
    taken = Cover(len(seen.plain), kept, [company] if company else ())
    for tag in tags:
        if tag.kind == "rival" and tag.chance >= RIVAL and not taken.over(tag.start, tag.end):
            kept.append(_span(seen, tag))
            taken.add(kept[-1])
    return sorted(kept, key=lambda span: span.start)


def _people(seen: Scan, tags: list[Tagged], chance: Chances) -> list[Span]:
    """Return the people: those of the rules that the tagger allows, cut as it cuts them, and those it is sure of."""
    tagged = [tag for tag in tags if tag.kind == "person" and tag.chance >= PERSON]
    kept: list[Span] = []
    taken = Cover(len(seen.plain))
    for person in seen.people:
        if not person.rule.startswith("book") and support(chance, "person", person) < PERSON_KEPT:
            continue
        near = tagged[max(0, bisect_left(tagged, person.start, key=_start) - 1) :]
        better = [tag for tag in takewhile(partial(_before, person.end), near) if person.start < tag.end]
        if person.rule == "full_name" and len(better) == 1 and better[0].start == person.start:
            person = _span(seen, better[0])._replace(rule=person.rule)
        if not taken.over(person.start, person.end):
            kept.append(person)
            taken.add(person)
    for tag in tagged:
        if not taken.over(tag.start, tag.end):
            kept.append(_span(seen, tag))
            taken.add(kept[-1])
    return sorted(kept, key=lambda span: span.start)


def _start(tag: Tagged) -> int:
    return tag.start


def _before(place: int, tag: Tagged) -> bool:
    return tag.start < place
