"""Which doubtful groups are put before a person (F17, F18): the weights, and what was told apart before."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

PHONE, MAIL, NAME = 1.0, 0.9, 0.75
"""F17: phone 100 %, mail 90 %, company name 75 %. A name alone never joins anything by itself."""
A_DAY = 24  # cards a reviewer is sent in one day; 30 seconds each make the twelve minutes of F18, the rest waits
_NOISE = re.compile(r"[\s,，。.;；:：#\-—_()（）【】\[\]/\\]")
_SHORTEST = 6


class Link(NamedTuple):
    """Two customers, by key, that may be one: how likely, and the clauses that speak for and against it."""

    one: str
    other: str
    score: float
    reasons: tuple[str, ...]


def address_key(text: str) -> str:
    """Return an address as it compares, or an empty text for one too short to tell two places apart."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()
    plain = re.sub(r"^(?:中国|中华人民共和国)", "", plain)
    return plain[:128] if len(plain) >= _SHORTEST and any(sign.isdigit() for sign in plain) else ""


def not_told_apart(
    roots: Sequence[str], members: Mapping[str, Collection[str]], known: Mapping[tuple[str, str], str]
) -> list[str]:
    """Return those of a group that may be proposed together: no two of them were decided, or wait, already.

    `members` are all keys each customer goes by, so that a pair told apart stays apart after later merges.
    """
    chosen: list[str] = []
    for root in roots:
        if all(not _decided(members[root], members[other], known) for other in chosen):
            chosen.append(root)
    return chosen if len(chosen) > 1 else []


def _decided(one: Collection[str], other: Collection[str], known: Mapping[tuple[str, str], str]) -> bool:
    return any((min(a, b), max(a, b)) in known for a in one for b in other)
