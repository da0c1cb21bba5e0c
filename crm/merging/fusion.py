"""Several visits from one address (F17): within thirty days one customer, unless something speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address

WINDOW = timedelta(days=30)
CROWD = 5
"""Different numbers from one address within the window from which on it is an office's or a carrier's, and nobody's."""
MERGE, ASK, APART = "merge", "ask", "apart"


@dataclass(frozen=True, slots=True)
class Visit:
    """One earlier payload from the same address that became, or joined, a lead."""

    lead_id: str
    phone: str
    company: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a new payload is to earlier visits: merged with `lead_id`, asked about, or a stranger; and why."""

    verdict: str
    lead_id: str = ""
    reason: str = ""


def ip_key(text: str) -> str:
    """Return an address as it compares; empty for none, for the machine's own and for those of one link only."""
    try:
        found = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    silent = found.is_loopback or found.is_unspecified or found.is_link_local or found.is_multicast
    return "" if silent else str(found)


def fuse(visits: Sequence[Visit], phone: str, same_firm: Sequence[bool], now: datetime) -> Ruling:
    """Decide by the newest visit of the last thirty days: day 0 to 30 counts, day 31 does not.

    `same_firm` says of each visit whether its company may be the new one's (either may be unnamed).
    """
    recent = [(visit, same) for visit, same in zip(visits, same_firm, strict=True) if now - visit.at <= WINDOW]
    if not recent:
        return Ruling(APART)
    visit, same = max(recent, key=lambda pair: pair[0].at)
    days = (now - visit.at).days
    if len({phone, *(seen.phone for seen, _ in recent)}) > CROWD:
        return Ruling(ASK, visit.lead_id, f"同一IP {days}天内留资，但该IP号码过多")
    if not same:
        return Ruling(ASK, visit.lead_id, f"同一IP {days}天内留资，公司不同")
    return Ruling(MERGE, visit.lead_id, f"同一IP {days}天内多次留资")
