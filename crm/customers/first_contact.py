"""The first contact with a customer in time (F40), and the fuse that three misses in a row blow (F41).

Neither can be muted (F43): a mute closes reminders, these are the check on whether anybody looks after the customer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_CONTACT, SILENCE = "F40", "F42"
LIMITS = {FIRST_CONTACT: timedelta(hours=2), SILENCE: timedelta(hours=48)}
MISSES_IN_A_ROW = 3


@dataclass
class Watch:
    """One customer in somebody's care: since when, by when the first contact is due, when it came or was missed."""

    lead_id: str
    owner: str
    assigned_at: datetime
    due_at: datetime
    contacted_at: datetime | None = None
    missed_at: datetime | None = None


@dataclass
class Fuse:
    """How often in a row somebody missed the first contact; `frozen_day` (Shanghai) is the day without new leads."""

    person: str
    misses: int = 0
    frozen_day: str = ""
    released_by: str = ""
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MissedRate:
    """A day's figures: leads assigned, first contacts missed, and how many of those nobody has contacted since."""

    assigned: int
    missed: int
    untouched: int

    @property
    def rate(self) -> float:
        """Return the share of missed first contacts, 0..1."""
        return self.missed / self.assigned if self.assigned else 0.0

    @property
    def untouched_share(self) -> float:
        """Return which share of the missed has had no contact at all, 0..1."""
        return self.untouched / self.missed if self.missed else 0.0


def count_miss(fuse: Fuse, day: str) -> bool:
    """Count one more miss; True when it is the third in a row, which freezes this day and starts the count anew."""
    fuse.misses += 1
    if fuse.misses < MISSES_IN_A_ROW:
        return False
    fuse.misses, fuse.frozen_day, fuse.released_by = 0, day, ""
    return True


def count_success(fuse: Fuse) -> None:
    """A first contact in time starts the count anew; a freeze stays until it is lifted or the day is over."""
    fuse.misses = 0


def is_frozen(fuse: Fuse | None, day: str) -> bool:
    """Decide whether somebody gets no new leads on this day (Shanghai)."""
    return fuse is not None and bool(fuse.frozen_day) and fuse.frozen_day == day and not fuse.released_by


def inherit(giver: Fuse, receiver: Fuse) -> None:
    """Give the state of the fuse on with the work: whatever of the two is stricter holds for the receiver."""
    receiver.misses = max(giver.misses, receiver.misses)
    if giver.frozen_day > receiver.frozen_day and not giver.released_by:
        receiver.frozen_day, receiver.released_by = giver.frozen_day, ""
    giver.misses, giver.frozen_day, giver.released_by = 0, "", ""


def missed_rate(rows: Sequence[Watch]) -> MissedRate:
    """Return the figures of these rows as they stand."""
    missed = [row for row in rows if row.missed_at is not None]
    return MissedRate(len(rows), len(missed), sum(row.contacted_at is None for row in missed))
