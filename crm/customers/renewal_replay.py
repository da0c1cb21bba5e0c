"""The time doctor's replay: what should fire by counting days on a calendar, beside what the rule would fire."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from crm.customers.contract import SHANGHAI, Contract, NoEndDate, RenewalRule, renewal_day, renewal_moment

TICK = timedelta(seconds=15)  # timers are looked at this often
NULL_EVERY = 50


@dataclass(frozen=True, slots=True)
class Difference:
    """One contract that would not fire when it should; `host` is the zone of the machine, or `stored`."""

    contract: str
    host: str
    should: str
    would: str


def edge_contracts(first: date, days: int, now: datetime) -> list[Contract]:
    """Return one contract ending on every day of the span and of the 30 days after, leap days, and empty ends."""
    ends: list[date | None] = [first + timedelta(days=n) for n in range(days + 31)]
    for year in range(first.year, first.year + 9):
        ends += [date(year, 12, 31), date(year + 1, 1, 1), date(year, 3, 1), date(year, 3, 30)]
        if monthrange(year, 2)[1] == 29:
            ends.append(date(year, 2, 29))
    ends += [None] * (len(ends) // NULL_EVERY + 1)
    return [
        Contract(f"sim{n}", f"SIM-{n:04d}", f"模拟{n}公司", "", now, now, 1.0, None, end) for n, end in enumerate(ends)
    ]


def counted_back(day: date, days: int) -> date:
    """Return the day so many days before, by walking the calendar month by month: the replay's own arithmetic."""
    year, month, of_month = day.year, day.month, day.day
    while days >= of_month:
        days -= of_month
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
        of_month = monthrange(year, month)[1]
    return date(year, month, of_month - days)


def should_fire(contract: Contract, rule: RenewalRule) -> str:
    """Return the day and hour on which the reminder must come, or `error` for an empty end."""
    end: date | None = getattr(contract, rule.field)
    if end is None:
        return "error"
    return f"{counted_back(end, rule.days_before).isoformat()} {rule.at.isoformat('minutes')}"


def would_fire(contract: Contract, rule: RenewalRule) -> str:
    """Return when the service would fire it: through the rule, the stored moment and the timer's next look."""
    try:
        due = renewal_moment(renewal_day(contract, rule), rule)
    except NoEndDate:
        return "error"
    return fires_at(due)


def fires_at(due: datetime) -> str:
    """Return the minute in Shanghai at which a timer for this moment is seen to be due."""
    stored = datetime.fromtimestamp(due.timestamp(), UTC)
    late = stored.timestamp() % TICK.total_seconds()
    seen = stored if late == 0 else stored + timedelta(seconds=TICK.total_seconds() - late)
    return seen.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def differences(contracts: Sequence[Contract], rule: RenewalRule, host: str) -> list[Difference]:
    """Return every contract that would fire at another time than it should."""
    pairs = ((contract, should_fire(contract, rule), would_fire(contract, rule)) for contract in contracts)
    return [Difference(c.number, host, should, would) for c, should, would in pairs if should != would]


def stored_differences(
    contracts: Sequence[Contract], rule: RenewalRule, armed: Mapping[str, datetime], failed: set[str], now: datetime
) -> list[Difference]:
    """Return the contracts of the database whose timer is missing or stands elsewhere, or whose error has no name.

    `armed` is the moment of each contract's timer, `failed` the contracts named in the flow log. Timers that fired
    are pruned in time, so that only what is still to come is compared.
    """
    found = []
    for contract in contracts:
        should = should_fire(contract, rule)
        if should < now.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"):
            continue
        if should == "error":
            would = "error" if contract.id in failed else "nothing"
        else:
            due = armed.get(contract.id)
            would = "nothing" if due is None else fires_at(due)
        if should != would:
            found.append(Difference(contract.number, "stored", should, would))
    return found
