"""Names of firms: known names, legal and trade endings, slots before a person or a department, labels, English.

A candidate is looked for from its right end (an ending, a person, 那边) and then grown to the left until a word
that cannot belong to a name.
"""

from __future__ import annotations

from typing import Final

from nlp.firms import slots
from nlp.firms.called import announced
from nlp.firms.endings import find_endings
from nlp.firms.english_firms import english_firms, english_slots
from nlp.firms.name_edges import repeated
from nlp.lexicon import wordset
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made
from nlp.span import Cover, Span, clause_start
from nlp.tokens import Tokens

_ENGLISH: Final = made(r"(?<![A-Za-z0-9@._\-/])[A-Z][A-Za-z0-9&]*(?:[\- ][A-Z][A-Za-z0-9&]+){0,2}(?![A-Za-z0-9@_])")


def find_companies(
    plain: str,
    tokens: Tokens,
    people: list[Span],
    taken: list[Span],
    spans: list[tuple[int, int]],
    brands: list[Span],
) -> list[Span]:
    """Return candidate firm names with scores; overlapping ones are resolved by `settle`."""

    def low_of(place: int) -> int:
        return clause_start(spans, place)

    folk, busy = Cover(people), Cover(taken, people)
    found = announced(plain, tokens, folk, busy, Cover(taken))
    found += find_endings(plain, tokens, busy, low_of)
    found += slots.before_people(plain, tokens, people, folk, busy, low_of)
    found += slots.before_words(plain, tokens, folk, busy, low_of)
    found += slots.after_verbs(plain, tokens, busy)
    found += english_slots(plain, people, folk)
    found += slots.after_places(plain, tokens, busy)
    found += english_firms(plain)
    whole = {place: brand for brand in brands for place in range(brand.start, brand.end)}
    found = [span for span in found if not _within(span, whole.get(span.start))]
    found += brands
    return settle([_once(_without_and(plain, span)) for span in found])


def _within(span: Span, brand: Span | None) -> bool:
    """Tell whether a candidate is a piece of a known name (利时 of 和利时)."""
    return brand is not None and span.end <= brand.end and span.end - span.start < brand.end - brand.start


def _without_and(plain: str, span: Span) -> Span:
    """Return the span without a 和 that belongs to the sentence (和鑫达注塑老板娘聊了下)."""
    opens = span.start == 0 or plain[span.start - 1] in ",。;\n 刚今天"
    if (
        plain[span.start] in "和跟与同"
        and opens
        and span.value not in wordset("brands")
        and compiled(r"聊|谈|沟通|开会|确认|对接|通话|见面|约|碰|交流").search(plain[span.end : span.end + 14])
    ):
        return Span(span.start + 1, span.end, span.value[1:], span.rule, span.score, span.role)
    return span


def _once(span: Span) -> Span:
    """Return the span without a name that dictation repeats (宏腾五金宏腾五金)."""
    again = repeated(span.value)
    return span._replace(start=span.start + again, value=span.value[again:]) if again else span


def settle(found: list[Span]) -> list[Span]:
    """Return candidates without overlaps: longer and surer spans win."""
    if len(found) < 2:
        return found
    kept: list[Span] = []
    taken = Cover()
    for span in sorted(found, key=lambda s: (-(s.score + 0.02 * min(s.end - s.start, 12)), s.start)):
        if not taken.over(span.start, span.end):
            kept.append(span)
            taken.add(span)
    return sorted(kept, key=lambda span: span.start)
