"""Which leads a question in plain words asks for (F91): each filter by itself, nothing guessed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from crm.leads.lead import SHANGHAI, Lead

UNTOUCHED = frozenset({"未跟进", "没跟进", "没有跟进", "未联系", "没联系", "没有联系"})
OVERDUE = frozenset({"超期"})
LABELS = {
    "stage": "阶段",
    "state": "状态",
    "period": "时间",
    "days": "天数",
    "amount": "金额",
    "region": "区域",
    "city": "城市",
}


def cannot(filters: Mapping[str, str]) -> list[str]:
    """Return the labels of filters that leads cannot be asked by."""
    state = filters.get("state", "")
    wrong = [name for name in ("region", "city") if name in filters]
    if state and state not in UNTOUCHED | OVERDUE | {"新增"}:
        wrong.append("state")
    if "days" in filters and state not in UNTOUCHED | {"新增"}:
        wrong.append("days")
    return [f"{LABELS[name]}“{filters[name]}”" for name in wrong]


def fits(lead: Lead, filters: Mapping[str, str], now: datetime) -> bool:
    """Decide whether a lead is asked for. `filters` are those of `nlp.question`, none of which `cannot` names."""
    return all(_fits_one(lead, name, value, filters, now) for name, value in filters.items())


def _fits_one(lead: Lead, name: str, value: str, filters: Mapping[str, str], now: datetime) -> bool:
    if name == "stage":
        return lead.stage == value
    if name == "amount":
        bound = float(value[1:])
        return lead.budget is not None and (lead.budget < bound if value[0] == "<" else lead.budget > bound)
    if name == "state" and value in OVERDUE:
        return lead.due_at is not None and lead.due_at < now
    if name == "days":
        named = timedelta(days=int(value[1:]))
        if filters.get("state") == "新增":
            return now - lead.created_at < named if value[0] == "<" else now - lead.created_at > named
        rest = now - (lead.last_contact_at or lead.created_at)
        # `7天内没跟进` asks for those whose last contact lies further back, as `超过7天没跟进` does.
        within = value[0] == "<" and filters.get("state", "") not in UNTOUCHED
        return rest < named if within else rest > named
    if name == "period":
        first, last = (date.fromisoformat(day) for day in value.split("/"))
        if filters.get("state", "") in UNTOUCHED:
            return lead.last_contact_at is None or not first <= _day(lead.last_contact_at) <= last
        return first <= _day(lead.created_at) <= last
    if name == "state" and value in UNTOUCHED:
        return bool({"days", "period"} & filters.keys()) or lead.last_contact_at is None
    return True


def _day(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()
