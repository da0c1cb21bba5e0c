"""Every field of a lead written down, with its source words and how sure it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from nlp import leads, stage
from nlp.belief import Found
from nlp.book import Book
from nlp.link import links_of
from nlp.normalize import Text
from nlp.numbers.budget import choose_budget
from nlp.reading import Evidence, Reading
from nlp.scan import Scan
from nlp.span import Span, hundredths
from nlp.stages import Stages
from nlp.steps.naming import phrase

_MAKE: Final = tuple.__new__
"""Makes a named tuple without its own constructor, which takes three times as long."""


@dataclass(slots=True)
class Draft:
    """Fields on their way, with evidence."""

    evidence: dict[str, list[Evidence]] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)

    def prove(self, text: Text, name: str, start: int, end: int, rule: str, score: float) -> None:
        """Note where a field came from and how sure the rule is."""
        first, last = text.place(start, end)
        self.evidence.setdefault(name, []).append(_MAKE(Evidence, (text.raw[first:last], first, last, rule)))
        self.confidence[name] = hundredths(min(self.confidence.get(name, 1.0), score))


def written(
    seen: Scan, book: Book, base: Callable[..., Reading], sure: dict[str, float], found: Found, *, customer: bool
) -> Stages[Reading]:
    """Return the reading of a lead: `base` with every field and its evidence; `sure` is how sure the rest is."""
    text, action, when = seen.text, found.step.action, found.step.when
    budget = choose_budget(seen.plain, seen.amounts, found.rivals)
    yield None
    heard = [signal.name for signal in found.fired]
    kind, funded = action.kind if action else "", budget is not None
    reached, proof, chance = stage.judge(found.quiet, found.stages, kind, heard, budget=funded, customer=customer)
    yield None
    span = phrase(seen, action) if action else None
    draft = Draft(confidence={**sure, "stage": hundredths(chance)})
    _prove(draft, seen, found, budget, proof, span)
    name = text.source(found.company.start, found.company.end) if found.company else ""
    folk = tuple(contact for contact, _ in found.people)
    return base(
        company=name,
        contacts=folk,
        stage=reached,
        budget_cny=float(budget.value) if budget else None,
        next_action=text.source(*span) if span else "",
        next_action_type=action.kind if action else "",
        next_time=when.due() if when else "",
        competitors=tuple(dict.fromkeys(text.source(rival.start, rival.end) for rival in found.rivals)),
        phones=tuple(dict.fromkeys(phone.value for phone in seen.phones)),
        confidence=draft.confidence,
        missing=leads.missing(name, folk),
        evidence={key: tuple(spans) for key, spans in draft.evidence.items()},
        links=links_of(book, name, folk),
    )


def _prove(
    draft: Draft,
    seen: Scan,
    found: Found,
    budget: Span | None,
    proof: tuple[int, int] | None,
    step: tuple[int, int] | None,
) -> None:
    """Write down the source words of each field."""
    spans: list[tuple[str, Span]] = [("company", found.company)] if found.company else []
    spans += [("contacts", span) for _, span in found.people if span is not None]
    spans += [("phones", span) for span in seen.phones]
    spans += [("budget_cny", budget)] if budget else []
    spans += [("competitors", rival) for rival in found.rivals]
    for name, span in spans:
        draft.prove(seen.text, name, span.start, span.end, span.rule, span.score)
    if proof:
        draft.prove(seen.text, "stage", *proof, "stage", 1.0)
    if step:
        draft.prove(seen.text, "next_action", *step, "action", found.step.sure)
    when = found.step.when
    if when:
        draft.prove(seen.text, "next_time", when.start, when.end, when.kind, found.step.time_sure)
    for signal in found.fired:
        draft.prove(seen.text, "signals", signal.start, signal.end, signal.name, signal.sure)
