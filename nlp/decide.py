"""One message decided: intent, lead or not, every field with its evidence and confidence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from nlp import fuse, leads, signals, stage
from nlp.agree import agree
from nlp.book import Book
from nlp.intent import Command, find_command
from nlp.learned.heard import Heard
from nlp.learned.hearing import listen
from nlp.lexicon import phrases
from nlp.link import links_of
from nlp.normalize import Text
from nlp.numbers.budget import choose_budget
from nlp.patterns.openings import Opened
from nlp.people import contacts
from nlp.reading import Asked, ContactRead, Evidence, Reading
from nlp.scan import Scan, scan
from nlp.span import Span, blank
from nlp.steps.ahead import times_ahead
from nlp.steps.candidates import timeless
from nlp.steps.next_step import Next, next_step, phrase
from nlp.times.find import When

_NOTED = Opened(phrases("decide", "noted"))
_NEW = Opened(phrases("decide", "new"))


@dataclass(slots=True)
class Draft:
    """Fields on their way, with evidence."""

    evidence: dict[str, list[Evidence]] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)

    def prove(self, text: Text, name: str, start: int, end: int, rule: str, score: float) -> None:
        """Note where a field came from and how sure the rule is."""
        first, last = text.place(start, end)
        self.evidence.setdefault(name, []).append(Evidence(text.raw[first:last], first, last, rule))
        self.confidence[name] = round(min(self.confidence.get(name, 1.0), score), 2)


@dataclass(frozen=True, slots=True)
class Found:
    """What is believed of one message before it is written down. `quiet` is the text with names blanked."""

    company: Span | None
    rivals: list[Span]
    people: list[tuple[ContactRead, Span | None]]
    fired: list[signals.Signal]
    step: Next
    quiet: str
    stages: list[Heard]


def decide(text: Text, asked: Asked, book: Book) -> Reading:
    """Return the reading of one normalised message."""
    customer = asked.speaker == "customer"
    command = None if customer else find_command(text.plain)
    if command and command.intent not in {"capture_lead", "followup_note", "remind"}:
        sure = {"intent": 0.97, "is_lead": 0.97}
        return Reading(intent=command.intent, slots=dict(command.slots), confidence=sure)
    known = book.find(text.plain)
    firms = [span for span, entry in known if entry.kind in {"company", "competitor", "product"}]
    folk = [span for span, entry in known if entry.kind == "person"]
    if command and command.intent == "capture_lead":
        firms = firms or leads.positional(text.plain, command)
    seen = scan(text, asked.now, folk, firms)
    found = _believe(seen, customer=customer)
    ahead = found.step
    step = ahead.action is not None or (ahead.when is not None and found.company is not None)
    lead = leads.is_lead(seen, asked, command, found.company, found.people, step, bool(found.fired))
    base = Reading(
        intent=_intent(seen, asked, command, lead, found.company, found.people),
        slots=_slots(command, seen, ahead.when) if command else {},
        is_lead=lead,
        signals=tuple(signal.name for signal in found.fired) if customer or lead else (),
        stage_move="需求确认" if customer and signals.literal_move(text.plain) else None,
        confidence={"intent": 0.97 if command else 0.8, "is_lead": 0.9},
    )
    return _lead(seen, book, base, found) if lead else base


def _believe(seen: Scan, *, customer: bool) -> Found:
    names = agree(seen, customer=customer)
    company, rivals, seen.people = names.company, names.rivals, names.people
    quiet = fuse.quiet(seen, company, rivals)
    named = blank(seen.plain, [*([company] if company else []), *rivals])
    people = contacts.join(seen, contacts.sided(seen, rivals), named, names.titles)
    times = times_ahead(seen)
    heard = listen(timeless(quiet, [when for when, why in times if not why]))
    fired = signals.find_signals(quiet, heard.get("signals", ()), rival=bool(rivals), customer=customer)
    step = next_step(seen, quiet, times, heard.get("actions", []))
    return Found(company, rivals, people, fired, step, quiet, heard.get("stages", []))


def _lead(seen: Scan, book: Book, base: Reading, found: Found) -> Reading:
    """Return the reading of a lead: every field with its evidence."""
    text, action, when = seen.text, found.step.action, found.step.when
    budget = choose_budget(seen.plain, seen.amounts, found.rivals)
    reached, proof, sure = stage.judge(
        found.quiet, found.stages, action.kind if action else "", list(base.signals), budget=budget is not None
    )
    span = phrase(seen, action) if action else None
    draft = Draft(confidence=dict(base.confidence))
    draft.confidence["stage"] = round(sure, 2)
    _prove(draft, seen, found, budget, proof, span)
    name = text.source(found.company.start, found.company.end) if found.company else ""
    folk = tuple(contact for contact, _ in found.people)
    return replace(
        base,
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


def _intent(
    seen: Scan,
    asked: Asked,
    command: Command | None,
    lead: bool,
    company: Span | None,
    people: list[tuple[ContactRead, Span | None]],
) -> str:
    if command:
        return command.intent
    if not lead:
        return "chitchat"
    if asked.speaker == "customer":
        return "followup_note"
    reachable = any(c.phone or c.email or c.wechat for c, _ in people)
    if asked.source == "voice" or reachable or _NEW.search(seen.plain):
        return "capture_lead"
    return "followup_note" if _NOTED.search(seen.plain) or not company else "capture_lead"


def _slots(command: Command, seen: Scan, when: When | None) -> dict[str, str]:
    slots = dict(command.slots)
    if command.intent == "remind":
        if when:
            slots["time"] = when.due()
            first = seen.text.source(when.start, when.end)
            slots["what"] = slots.get("what", "").replace(first, "").strip(" ,，。的")
        if slots.get("what", "") == "":
            slots.pop("what", None)
    return slots
