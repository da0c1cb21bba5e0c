"""What is believed of one message before it is written down."""

from __future__ import annotations

from typing import NamedTuple

from nlp import fuse, signals
from nlp.agree import agreeing
from nlp.learned.heard import Heard
from nlp.learned.hearing import listen_to
from nlp.patterns.sweep import SWEEP
from nlp.people import contacts, sides
from nlp.reading import ContactRead
from nlp.scan import Scan
from nlp.span import Span, blank
from nlp.stage import heard_lost
from nlp.stages import Stages
from nlp.steps.ahead import times_ahead
from nlp.steps.candidates import timeless
from nlp.steps.next_step import Next, next_step


class Found(NamedTuple):
    """What is believed of one message before it is written down. `quiet` is the text with names blanked."""

    company: Span | None
    rivals: list[Span]
    people: list[tuple[ContactRead, Span | None]]
    fired: list[signals.Signal]
    step: Next
    quiet: str
    stages: list[Heard]


def believe(seen: Scan, *, customer: bool) -> Stages[Found]:
    """Return names, people, signals and the next step of what was seen; `seen.people` is corrected on the way."""
    names = yield from agreeing(seen, customer=customer)
    yield None
    company, rivals, seen.people = names.company, names.rivals, names.people
    quiet = fuse.quiet(seen, company, rivals)
    SWEEP.same(quiet, seen.plain)
    named = blank(seen.plain, [*([company] if company else []), *rivals])
    people = contacts.join(seen, sides.sided(seen, rivals, customer=customer), named, names.titles)
    yield None
    times = times_ahead(seen)
    heard = yield listen_to, timeless(quiet, [when for when, why in times if not why])
    lost = heard_lost(heard.get("stages", ()))
    fired = signals.find_signals(quiet, heard.get("signals", ()), rivals=rivals, customer=customer, lost=lost)
    yield None
    step = next_step(seen, quiet, times, heard.get("actions", []), customer=customer)
    yield None
    return Found(company, rivals, people, fired, step, quiet, heard.get("stages", []))
