"""All that the finders saw in one message, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from nlp.firms import companies, rivals
from nlp.firms.brands import find_brands
from nlp.firms.roles import role_of
from nlp.normalize import Text
from nlp.numbers import ids, money, phones
from nlp.people import addresses, far_names, full_names, latin_people
from nlp.span import Cover, Span, clauses
from nlp.stages import Stages, through
from nlp.times.find import find_times
from nlp.times.when import SHANGHAI, When
from nlp.tokens import Tokens

_MOST_PEOPLE, _MOST_NAMES, _MOST_FIRMS = 80, 160, 160
"""Forms of address, full names and firms looked at in one message; more is a list and no note."""


@dataclass(slots=True)
class Scan:
    """Spans of the plain text by kind."""

    text: Text
    tokens: Tokens
    clauses: list[tuple[int, int]]
    now: datetime
    phones: list[Span] = field(default_factory=list)
    numbers: list[Span] = field(default_factory=list)
    emails: list[Span] = field(default_factory=list)
    wechats: list[Span] = field(default_factory=list)
    times: list[When] = field(default_factory=list)
    amounts: list[Span] = field(default_factory=list)
    people: list[Span] = field(default_factory=list)
    firms: list[Span] = field(default_factory=list)
    _roles: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day in Shanghai."""
        return self.now.date()

    @property
    def plain(self) -> str:
        """The normalised text."""
        return self.text.plain

    def role(self, firm: Span) -> str:
        """Return whose name a firm's is (`roles.role_of`); asked by several, judged once."""
        place = (firm.start, firm.end)
        found = self._roles.get(place)
        if found is None:
            found = self._roles[place] = role_of(self.text.plain, firm)
        return found


def scan(text: Text, now: datetime, known_people: list[Span], known_firms: list[Span]) -> Scan:
    """Run every finder once. Known names are spans that the book gave."""
    return through(scanning(text, now, known_people, known_firms))


def scanning(text: Text, now: datetime, known_people: list[Span], known_firms: list[Span]) -> Stages[Scan]:
    """Run every finder once, a stage each."""
    plain = text.plain
    seen = Scan(text, Tokens(plain), clauses(plain), now.astimezone(SHANGHAI))
    yield None
    seen.phones, seen.numbers = phones.find_phones(plain)
    yield None
    seen.emails = ids.find_emails(plain)
    yield None
    seen.wechats = ids.find_wechats(plain)
    taken = seen.phones + seen.numbers + seen.emails + seen.wechats + ids.find_links(plain) + ids.find_private(plain)
    yield None
    numbered = Cover(taken)
    seen.times = [when for when in find_times(plain, now) if not numbered.over(when.start, when.end)]
    timed = [Span(when.start, when.end, "", "time") for when in seen.times]
    yield None
    seen.amounts = money.find_amounts(plain, taken + timed)
    busy = taken + timed + seen.amounts + known_firms
    yield None
    brands = [brand for brand in find_brands(plain) if not _inside(seen.tokens, brand)]
    yield None
    seen.people = yield from _people(seen, busy, known_people, brands)
    yield None
    found = companies.find_companies(plain, seen.tokens, seen.people, busy, seen.clauses, brands)
    yield None
    folk = Cover(seen.people)
    found = [firm for firm in found if firm.rule == "label" or not folk.over(firm.start, firm.end)]
    strange = rivals.find_rivals(plain, seen.tokens, busy, seen.people, found, seen.clauses, brands)
    yield None
    seen.firms = companies.settle(known_firms + strange + found)[:_MOST_FIRMS]
    return seen


def _people(seen: Scan, busy: list[Span], known: list[Span], brands: list[Span]) -> Stages[list[Span]]:
    plain = seen.plain
    found = list(known)
    brands = [b for b in brands if (len(b.value) > 2 or b.role != "common") and not _owned(plain, b)]
    called = addresses.find_addresses(plain, seen.tokens, brands)
    yield None
    called += latin_people.find_english(plain)
    called[:0] = far_names.find_far(plain)
    yield None
    covered = Cover(found, busy)
    for span in called[:_MOST_PEOPLE]:
        if not covered.over(span.start, span.end):
            found.append(span)
            covered.add(span)
    found += full_names.find_names(plain, seen.tokens, found + busy + brands)[:_MOST_NAMES]
    return sorted(found, key=lambda span: span.start)


def _owned(plain: str, brand: Span) -> bool:
    """Tell whether a two-character brand reads as a form of address (徐工说, 安总)."""
    return (
        len(brand.value) == 2
        and brand.value[1] in "工总"
        and not plain.startswith(("的", "那边", "集团", "机械"), brand.end)
    )


def _inside(tokens: Tokens, brand: Span) -> bool:
    """Tell whether a short brand is cut out of other words (今天|能发)."""
    start, end, word, _ = tokens.holding(brand.start)
    return len(brand.value) == 2 and start < brand.start < end <= brand.end and tokens.known(word)
