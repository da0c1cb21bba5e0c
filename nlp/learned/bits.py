"""What the finders said of each character of a message, as bits of one number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nlp.firms.slots import FUNCTIONS
from nlp.scan import Scan
from nlp.span import Span

_RULES: Final = {
    name: at
    for at, name in enumerate(
        (
            "slot", "verb_slot", "place", "brand", "ending", "label", "english", "english_slot", "rival_slot",
            "position", "book",
        ),
        1,
    )
}  # fmt: skip
_ROLES: Final = {"prospect": 0, "competitor": 1, "own": 2, "referrer": 3, "other": 4}
GOES_ON: Final = sum(1 << bit for bit in (0, 2, 4, 6, 8, 10, 20, 22))
"""The bits that tell the first character of a stretch from the others."""


def said_of(seen: Scan, chosen: Span | None, rivals: Sequence[Span]) -> list[int]:
    """Return what the finders said of each character, as bits."""
    plain = seen.plain
    out = [0] * len(plain)

    def mark(start: int, end: int, bits: int, more: int = 0) -> None:
        """Add bits to a stretch; the lowest of them stands for going on and not for the first character."""
        within = bits << 1 | more
        out[start] |= within
        within |= bits
        for at in range(start + 1, end):
            out[at] |= within

    for match in FUNCTIONS.finditer(plain):
        mark(match.start(), match.end(), 1)
    for person in seen.people:
        mark(person.start, person.end, 1 << 2)
    for amount in seen.amounts:
        mark(amount.start, amount.end, 1 << 4)
    for number in seen.phones + seen.numbers + seen.emails + seen.wechats:
        mark(number.start, number.end, 1 << 6)
    for when in seen.times:
        mark(when.start, when.end, 1 << 8)
    for firm in seen.firms:
        rule = "book" if firm.rule.startswith("book") else "rival_slot" if firm.rule == "rival_sure" else firm.rule
        kind = _RULES.get(rule, 0) << 12 | _ROLES[seen.role(firm)] << 16
        mark(firm.start, firm.end, 1 << 10, kind)
    for rival in rivals:
        mark(rival.start, rival.end, 1 << 20)
    if chosen:
        mark(chosen.start, chosen.end, 1 << 22)
    return out
