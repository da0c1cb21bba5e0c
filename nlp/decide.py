"""One message decided: intent, lead or not, every field with its evidence and confidence."""

from __future__ import annotations

from functools import partial
from typing import Final

from nlp import leads, signals
from nlp.belief import believe
from nlp.book import Book
from nlp.command import Command
from nlp.in_a_row import positional
from nlp.intent import find_command
from nlp.lead_fields import written
from nlp.lexicon import phrases
from nlp.normalize import Text
from nlp.patterns.openings import Opened
from nlp.reading import Asked, ContactRead, Reading
from nlp.scan import Scan, scanning
from nlp.span import Span
from nlp.stages import Stages
from nlp.times.when import When

_NOTED: Final = Opened(phrases("decide", "noted"))
_NEW: Final = Opened(phrases("decide", "new"))


def decide(text: Text, asked: Asked, book: Book) -> Stages[Reading]:
    """Return the reading of one normalised message."""
    customer = asked.speaker == "customer"
    command = None if customer else find_command(text.plain)
    yield None
    if command and command.intent not in {"capture_lead", "followup_note", "remind"}:
        sure = {"intent": 0.97, "is_lead": 0.97}
        return Reading(intent=command.intent, slots=dict(command.slots), confidence=sure)
    known = book.find(text.plain)
    firms = [span for span, entry in known if entry.kind in {"company", "competitor", "product"}]
    folk = [span for span, entry in known if entry.kind == "person"]
    if command and command.intent == "capture_lead":
        firms = firms or positional(text.plain, command)
    seen = yield from scanning(text, asked.now, folk, firms)
    yield None
    found = yield from believe(seen, customer=customer)
    ahead = found.step
    step = ahead.action is not None or (ahead.when is not None and found.company is not None)
    lead = leads.is_lead(seen, asked, command, found.company, found.people, step, [one.name for one in found.fired])
    yield None
    base = partial(
        Reading,
        intent=_intent(seen, asked, command, lead, found.company, found.people),
        slots=_slots(command, seen, ahead.when) if command else {},
        is_lead=lead,
        signals=tuple([signal.name for signal in found.fired]) if customer or lead else (),
        stage_move="需求确认" if customer and signals.literal_move(text.plain) else None,
    )
    sure = {"intent": 0.97 if command else 0.8, "is_lead": 0.9}
    yield None
    if lead:
        return (yield from written(seen, book, base, sure, found, customer=customer))
    return base(confidence=sure)


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
            slots["time"] = when._replace(grain="day").due()
            first = seen.text.source(when.start, when.end)
            slots["what"] = slots.get("what", "").replace(first, "").strip(" ,，。的")
        if slots.get("what", "") == "":
            slots.pop("what", None)
    return slots
