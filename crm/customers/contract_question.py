"""Which contracts a question in plain words asks for (F91): each filter by itself, nothing guessed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from crm.customers.contract import Contract
from crm.leads.question import LABELS

ENDING = frozenset({"到期"})
_KNOWN = frozenset({"state", "period", "days", "amount"})


def cannot(filters: Mapping[str, str]) -> list[str]:
    """Return the labels of filters that contracts cannot be asked by."""
    state = filters.get("state", "")
    wrong = [name for name in filters if name not in _KNOWN]
    if state and state not in ENDING | {"新增"}:
        wrong.append("state")
    if "days" in filters and (state not in ENDING or filters["days"][0] == ">"):
        wrong.append("days")
    return [f"{LABELS[name]}“{filters[name]}”" for name in wrong]


def fits(contract: Contract, filters: Mapping[str, str], today: date) -> bool:
    """Decide whether a contract in force is asked for: by its end when that is asked, else by the day it was signed."""
    ending = filters.get("state", "") in ENDING
    day = contract.end_date if ending else contract.signed_date
    if "amount" in filters:
        bound = float(filters["amount"][1:])
        if contract.amount is None or (
            contract.amount >= bound if filters["amount"][0] == "<" else contract.amount <= bound
        ):
            return False
    if "period" in filters:
        first, last = (date.fromisoformat(each) for each in filters["period"].split("/"))
        return day is not None and first <= day <= last
    if "days" in filters:
        return day is not None and today <= day <= today + timedelta(days=int(filters["days"][1:]))
    return not ending or (day is not None and day < today)
