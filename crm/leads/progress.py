"""Fields that fill up over time (F48): each follow-up asks for the next missing one, and only that."""

from __future__ import annotations

from crm.leads.lead import Lead

BUDGET, ROLE, NEXT_TIME = "预算范围", "决策链角色", "下次跟进时间"
FIELDS = (("budget", BUDGET), ("decision_role", ROLE), ("next_time", NEXT_TIME))
LABELS = dict(FIELDS)


def next_missing(lead: Lead, filled: frozenset[str] = frozenset()) -> str:
    """Return the key of the next field to ask for, or an empty text. `filled` are keys this follow-up brings itself."""
    known = {
        "budget": lead.budget is not None,
        "decision_role": bool(lead.decision_role),
        "next_time": bool(lead.next_time),
    }
    return next((key for key, _ in FIELDS if not known[key] and key not in filled), "")


def is_required(lead: Lead, key: str) -> bool:
    """Decide whether a field is due now: it was asked for at the last follow-up and is still missing."""
    return bool(key) and lead.asked_field == key
