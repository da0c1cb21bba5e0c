"""Which firms are believed to be rivals: those of the rules that the tagger allows, and those it is sure of."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from nlp.firms.aside import aside
from nlp.firms.kept_rivals import FAINT
from nlp.firms.places import place_prefix
from nlp.learned.tagged import TAGS, Chances, Tagged, share
from nlp.lexicon import wordset
from nlp.scan import Scan
from nlp.span import Cover, Span, hundredths

RIVAL, RIVAL_KEPT = 0.5, 0.1
"""How sure the tagger must be to add a rival, and to leave one that a rule found; fitted on messages held out."""
_KEPT: Final = {FAINT: 0.2}
"""How sure it must be of what a rule only supposes."""
_LEANS: Final = {"brand": 0.4, "place": 0.45, "ending": 0.45}
"""How far it must lean to a rival where a rule sees a firm, by the rule."""

_PLACED: Final = frozenset(("rival_slot", "rival_sure", "verb_slot", "ending"))
"""Rules that know where a name stands, and only guess where it ends."""
_ENDS_SO: Final = frozenset("的,。; ")
"""What follows a name that is told of and ends there."""
_CALLED: Final = frozenset(("casual_address", "surname_address"))
NARROWED: Final = 0.7
"""How sure the tagger must be of a shorter name within it."""


def span_of(seen: Scan, tag: Tagged) -> Span:
    """Return the stretch that the tagger marked as a span."""
    return Span(tag.start, tag.end, seen.plain[tag.start : tag.end], "tagger", hundredths(tag.chance))


def support(chance: Chances, kind: str, span: Span) -> float:
    """Return how much the tagger holds a stretch for one kind, 0 to 1."""
    return share(chance, TAGS.index(kind), span.start, span.end)


def rivals_of(
    seen: Scan, company: Span | None, ruled: list[Span], sure: list[Span], tags: list[Tagged], chance: Chances
) -> list[Span]:
    """Return the rivals from left to right; those that are `sure` ask no tagger, and the prospect is none."""
    kept = [
        span
        for span in ruled
        if (span in sure or support(chance, "rival", span) >= _KEPT.get(span.rule, RIVAL_KEPT))
        and not (company and span.overlaps(company))
    ]
    kept = [_narrowed(seen, span, tags) for span in kept]
    taken = Cover(kept, [company] if company else ())
    for tag in tags:
        if tag.kind == "rival" and tag.chance >= RIVAL:
            span = _rival(seen, tag)
            if span is not None and not taken.over(span.start, span.end):
                kept.append(span)
                taken.add(span)
    for firm in seen.firms:
        least = _LEANS.get(firm.rule)
        if least is None or taken.over(firm.start, firm.end):
            continue
        if support(chance, "rival", firm) >= least and not _nobodys(seen, firm):
            kept.append(firm)
            taken.add(firm)
    return sorted(kept, key=lambda span: span.start)


def _narrowed(seen: Scan, span: Span, tags: list[Tagged]) -> Span:
    """Return the name within what a place in the sentence gave, where the tagger sees where it ends (东方集成|租)."""
    if span.rule == "rival_sure" and seen.plain[span.end : span.end + 1] in _ENDS_SO:
        return span
    for tag in tags:
        inside = span.start <= tag.start and tag.end <= span.end and tag.end - tag.start < span.end - span.start
        inside = inside and seen.plain[tag.end : span.end] not in wordset("trades")
        if inside and span.rule in _PLACED and tag.kind == "rival" and tag.chance >= NARROWED:
            return _rival(seen, tag) or span
    return span


def _nobodys(seen: Scan, firm: Span) -> bool:
    """Tell whether a firm is none in this deal: our own, who referred, or only told of."""
    return firm.value in wordset("no_firm") or seen.role(firm) in {"own", "referrer"} or aside(seen.plain, firm)


def _addressed(seen: Scan, span: Span) -> bool:
    """Tell whether a name is how somebody is called (小李上周也报过价了), and no known firm's (徐工)."""
    return span.value not in wordset("brands") and any(
        person.rule in _CALLED and person.start == span.start and person.end == span.end for person in seen.people
    )


def _rival(seen: Scan, tag: Tagged) -> Span | None:
    """Return the name that the tagger holds for a rival's, whole; None when the words around it say that it is none."""
    tag = tag._replace(start=tag.start + (seen.plain[tag.start] in "说讲" and tag.end - tag.start > 2))
    span = span_of(seen, tag)
    at = max(0, bisect_left(seen.firms, tag.end, key=_begins) - 1)
    firm = seen.firms[at] if seen.firms else span
    if not firm.overlaps(span):
        firm = span
    if (
        _addressed(seen, span)
        or _nobodys(seen, span)
        or place_prefix(span.value) == len(span.value)
        or aside(seen.plain, firm)
    ):
        return None
    return firm if firm.rule == "brand" and firm.start <= span.start and span.end <= firm.end else span


def _begins(span: Span) -> int:
    return span.start
