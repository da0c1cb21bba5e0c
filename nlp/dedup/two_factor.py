"""The two-factor report (F13): phone and mail decide, pair by pair; what is more than 85 % alike is flagged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from nlp.dedup.record import Record

FLAG_ABOVE = 0.85
PHONE_WEIGHT, MAIL_WEIGHT, NAME_WEIGHT = 1.0, 0.9, 0.75
"""F17: what an equal phone, an equal mail address and an equal company name are worth. A name alone only proposes."""
_MOST_PER_KEY = 50
"""Records under one number or mailbox name that are compared with each other; a list that is longer is no person's."""


class FlaggedPair(NamedTuple):
    """Two records of the report: their similarity and the two factors it was made from, all 0 to 1."""

    one: int
    other: int
    similarity: float
    phone: float
    mail: float


def flagged(similarity: float) -> bool:
    """Tell whether a similarity is over the 85 % of F13: 0.85 is not, 0.86 is."""
    return round(similarity, 6) > FLAG_ABOVE


def factors(one: Record, other: Record) -> tuple[float, float]:
    """Return (phone, mail): a phone is the same or not, one digit off is another person; addresses may be close."""
    phone = 1.0 if {digits for _, digits in one.phones} & {digits for _, digits in other.phones} else 0.0
    mails = [float(Levenshtein.normalized_similarity(a, b)) for a in one.mails for b in other.mails]
    return phone, max(mails, default=0.0)


def similarity(phone: float, mail: float) -> float:
    """Return the stronger factor by its weight: the same phone is 1, the same mail address 0.9."""
    return max(PHONE_WEIGHT * phone, MAIL_WEIGHT * mail)


def report(records: Sequence[Record]) -> list[FlaggedPair]:
    """Return every flagged pair of a whole base in the order of its rows; they share a number or a mailbox name."""
    found = []
    for one, other in sorted(_candidates(records)):
        phone, mail = factors(records[one], records[other])
        if flagged(alike := similarity(phone, mail)):
            found.append(FlaggedPair(one, other, round(alike, 4), phone, round(mail, 4)))
    return found


def _candidates(records: Iterable[Record]) -> set[tuple[int, int]]:
    rows: dict[str, list[int]] = {}
    for row, record in enumerate(records):
        for key in {digits for _, digits in record.phones} | {f"@{mail.split('@')[0]}" for mail in record.mails}:
            rows.setdefault(key, []).append(row)
    shared = (group for group in rows.values() if 1 < len(group) <= _MOST_PER_KEY)
    return {pair for group in shared for pair in combinations(group, 2)}
