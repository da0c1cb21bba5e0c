"""One message decided: intent, lead or not, every field with its evidence and confidence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nlp import contacts, fuse, leads, signals, stage
from nlp.book import Book
from nlp.budget import choose_budget
from nlp.intent import Command, find_command
from nlp.lexicon import phrases
from nlp.link import links_of
from nlp.normalize import Text
from nlp.reading import Asked, ContactRead, Evidence, Reading
from nlp.scan import Scan, scan
from nlp.span import Span

_NOTED = re.compile(phrases("decide", "noted"))
_NEW = re.compile(phrases("decide", "new"))


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


def decide(text: Text, asked: Asked, book: Book) -> Reading:
    """Return the reading of one normalised message."""
    command = find_command(text.plain) if asked.speaker == "sales" else None
    if command and command.intent not in {"capture_lead", "followup_note", "remind"}:
        sure = {"intent": 0.97, "is_lead": 0.97}
        return Reading(intent=command.intent, slots=dict(command.slots), confidence=sure)
    known = book.find(text.plain)
    firms = [span for span, entry in known if entry.kind in {"company", "competitor", "product"}]
    folk = [span for span, entry in known if entry.kind == "person"]
    if command and command.intent == "capture_lead":
        firms = firms or leads.positional(text.plain, command)
    seen = scan(text, asked.now, folk, firms)
    company, rivals = fuse.choose_company(seen, customer=asked.speaker == "customer")
    persons = contacts.sided(seen, rivals)
    people = contacts.join(seen, persons, fuse.blank(seen.plain, [*([company] if company else []), *rivals]))
    fired = signals.find_signals(
        fuse.quiet(seen, company, rivals), rival=bool(rivals), customer=asked.speaker == "customer"
    )
    action, when = fuse.next_step(seen, fuse.quiet(seen, company, rivals))
    lead = leads.is_lead(seen, asked, command, company, people, bool(action or when), bool(fired))
    draft = Draft()
    move = "需求确认" if asked.speaker == "customer" and signals.literal_move(text.plain) else None
    intent = _intent(seen, asked, command, lead, company, people)
    slots = _slots(command, seen, when) if command else {}
    draft.confidence["intent"] = 0.97 if command else 0.8
    draft.confidence["is_lead"] = 0.9
    if not lead:
        names = tuple(s.name for s in fired) if asked.speaker == "customer" else ()
        return Reading(
            intent=intent, slots=slots, signals=names, stage_move=move, confidence=dict(draft.confidence),
            evidence={name: tuple(spans) for name, spans in draft.evidence.items()},
        )  # fmt: skip
    return _lead(
        seen,
        book,
        draft,
        Reading(intent=intent, slots=slots, is_lead=True, stage_move=move),
        company,
        people,
        rivals,
        fired,
        action,
        when,
    )


def _lead(seen: Scan, book: Book, draft: Draft, base: Reading, company, people, rivals, fired, action, when) -> Reading:  # type: ignore[no-untyped-def]
    text = seen.text
    budget = choose_budget(seen.plain, seen.amounts, rivals)
    reached, proof = stage.find_stage(fuse.quiet(seen, company, rivals))
    reached = stage.raised(
        reached, action.kind if action else "", [signal.name for signal in fired], budget is not None
    )
    if company:
        draft.prove(text, "company", company.start, company.end, company.rule, company.score)
    for _contact, span in people:
        if span is not None:
            draft.prove(text, "contacts", span.start, span.end, span.rule, span.score)
    for span in seen.phones:
        draft.prove(text, "phones", span.start, span.end, span.rule, span.score)
    if budget:
        draft.prove(text, "budget_cny", budget.start, budget.end, budget.rule, 0.9)
    if proof:
        draft.prove(text, "stage", *proof, "stage_evidence", 0.85)
    span = fuse.phrase(seen, action) if action else None
    if span:
        draft.prove(text, "next_action", *span, "action", 0.8)
    if when:
        draft.prove(text, "next_time", when.start, when.end, when.kind, 0.9)
    for signal in fired:
        draft.prove(text, "signals", signal.start, signal.end, signal.name, 0.85)
    for rival in rivals:
        draft.prove(text, "competitors", rival.start, rival.end, rival.rule, 0.8)
    name = text.source(company.start, company.end) if company else ""
    folk = tuple(contact for contact, _ in people)
    return Reading(
        intent=base.intent, slots=base.slots, is_lead=True, company=name, contacts=folk, stage=reached,
        budget_cny=float(budget.value) if budget else None,
        next_action=text.source(*span) if span else "", next_action_type=action.kind if action else "",
        next_time=when.due() if when else "", signals=tuple(s.name for s in fired), stage_move=base.stage_move,
        competitors=tuple(dict.fromkeys(text.source(r.start, r.end) for r in rivals)),
        phones=tuple(dict.fromkeys(p.value for p in seen.phones)), confidence=draft.confidence,
        missing=leads.missing(name, folk), evidence={key: tuple(spans) for key, spans in draft.evidence.items()},
        links=links_of(book, name, folk),
    )  # fmt: skip


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


def _slots(command: Command, seen: Scan, when) -> dict[str, str]:  # type: ignore[no-untyped-def]
    slots = dict(command.slots)
    if command.intent == "remind":
        if when:
            slots["time"] = when.due()
            first = seen.text.source(when.start, when.end)
            slots["what"] = slots.get("what", "").replace(first, "").strip(" ,，。的")
        if slots.get("what", "") == "":
            slots.pop("what", None)
    return slots
