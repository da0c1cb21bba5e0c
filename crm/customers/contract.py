"""Contracts and the day their renewal is to be talked about (F73, F75, F77). Days are calendar days in Shanghai."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
FLOW = "续费提醒"
DATE, DATETIME, TEXT, NUMBER = "date", "datetime", "text", "number"
FIELD_TYPES: Mapping[str, str] = {
    "number": TEXT,
    "customer": TEXT,
    "owner": TEXT,
    "amount": NUMBER,
    "signed_date": DATE,
    "end_date": DATE,
    "created_at": DATETIME,
    "updated_at": DATETIME,
}
ESTIMATE = timedelta(days=365)  # F75: IF(ISBLANK(end), TODAY()+365, end)
SPLIT_WINDOW = timedelta(days=6)  # F77: the first and the seventh day belong to the same seven days
SPLIT_COUNT, SPLIT_TOTAL = 3, 500_000
ACTIVE, CANCELLED = "active", "cancelled"


@dataclass
class Contract:
    """One contract. `estimated`: its end was filled in by F75's repair (估填); `renewal_on`: the planned task's day."""

    id: str
    number: str
    customer: str
    owner: str
    created_at: datetime
    updated_at: datetime
    amount: float | None = None
    signed_date: date | None = None
    end_date: date | None = None
    estimated: bool = False
    state: str = ACTIVE
    renewal_on: date | None = None
    todo_id: str | None = None


@dataclass(frozen=True, slots=True)
class RenewalRule:
    """When the reminder is due: so many days before this field, at this hour in Shanghai."""

    field: str = "end_date"
    days_before: int = 30
    at: time = time(9, 0)


class BadRule(ValueError):
    """A rule that could not work; the text says why, in Chinese."""


class BadContract(ValueError):
    """A contract that cannot be stored as given; the text says why, in Chinese."""


class NoEndDate(ValueError):
    """The renewal day cannot be computed: the contract has no end. The text names it (F75)."""


def read_rule(body: Mapping[str, Any]) -> RenewalRule:
    """Return the rule a configuration describes. Raises BadRule for any field that is not of type Date (F73)."""
    known = {"field", "days_before", "at", "type"}
    if unknown := set(body) - known:
        raise BadRule(f"没有这个设置：{'、'.join(sorted(unknown))}")
    field = str(body.get("field", "end_date"))
    if field not in FIELD_TYPES:
        raise BadRule(f"合同没有字段 {field}")
    kind = str(body.get("type", FIELD_TYPES[field])).lower()
    if kind != DATE or FIELD_TYPES[field] != DATE:
        wrong = kind if kind != DATE else FIELD_TYPES[field]
        raise BadRule(f"字段 {field} 是 {wrong} 型，续费提醒只能用 Date 型字段")
    days = body.get("days_before", 30)
    if not isinstance(days, int) or isinstance(days, bool) or not 0 <= days <= 365:
        raise BadRule("days_before 须是 0 到 365 的整数")
    try:
        at = time.fromisoformat(str(body.get("at", "09:00")))
    except ValueError:
        raise BadRule("at 须是时刻，如 09:00") from None
    return RenewalRule(field, days, at)


def renewal_day(contract: Contract, rule: RenewalRule) -> date:
    """Return the day of the renewal task. Raises NoEndDate naming the contract when its date is empty."""
    day: date | None = getattr(contract, rule.field)
    if day is None:
        raise NoEndDate(
            f"合同 {contract.number}（{contract.customer}）到期日为空，"
            f"Cannot subtract {rule.days_before} days from null value"
        )
    return day - timedelta(days=rule.days_before)


def renewal_moment(day: date, rule: RenewalRule) -> datetime:
    """Return the moment at which the reminder goes out, whatever zone the host is in."""
    return datetime.combine(day, rule.at, SHANGHAI)


def today(now: datetime) -> date:
    """Return the calendar day in Shanghai."""
    return now.astimezone(SHANGHAI).date()


def estimated_end(now: datetime) -> date:
    """Return the end that the repair fills in: today and 365 days."""
    return today(now) + ESTIMATE


def read_day(value: Any, label: str) -> date | None:
    """Return the day, None for an empty value. Raises BadContract for text, moments and days that do not exist."""
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) != 10 or value[4] + value[7] != "--":
        raise BadContract(f"{label}须是日期（YYYY-MM-DD），不能是文本或日期时间：{value}")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadContract(f"{label}没有这一天：{value}") from None


def read_amount(value: Any) -> float | None:
    """Return yuan, rounded to fen. Raises BadContract for anything that is no positive amount."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e12:
        raise BadContract(f"金额须是数字（元）：{value}")
    return round(float(value), 2)


def split_order(contracts: Sequence[Contract], fresh: Contract) -> list[Contract]:
    """Return the contracts of one customer that look like one order split up, `fresh` among them, or nothing (F77).

    At least three signed within seven days, together above 500,000 yuan.
    """
    if fresh.signed_date is None:
        return []
    dated = [(c.signed_date, c) for c in contracts if c.signed_date is not None and c.state == ACTIVE]
    for first in sorted({day for day, _ in dated}):
        if not first <= fresh.signed_date <= first + SPLIT_WINDOW:
            continue
        inside = [c for day, c in dated if first <= day <= first + SPLIT_WINDOW]
        if len(inside) >= SPLIT_COUNT and round(sum(c.amount or 0 for c in inside), 2) > SPLIT_TOTAL:
            return inside
    return []
