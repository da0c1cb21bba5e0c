"""What was said and promised with a customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass
class FollowUp:
    """One contact with a customer; the three golden answers of F06 beside the words themselves."""

    id: str
    owner: str
    text: str
    at: datetime
    lead_id: str | None = None
    solved: str = ""
    next_step: str = ""
    promised_time: str = ""
    source: str = "chat"
