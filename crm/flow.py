"""What an automatic flow did, record by record, so that a failure has a name and not only a count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

DONE, FAILED = "ok", "error"


@dataclass
class FlowRow:
    """One record that a flow went through: `flow` is its name as people filter by, `owner` whose record it is."""

    id: str
    flow: str
    at: datetime
    subject: str
    state: str
    message: str
    owner: str = ""
