"""Joins assignments from other programs to the handlers."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import TYPE_CHECKING

from crm.people import User
from handlers.queue.assignment import give

if TYPE_CHECKING:
    from app.installation import Installation

UNKNOWN = "没有这条线索或这位同事"


class StoredAssignments:
    """Fits `web.api.assignments.AssignmentStore`."""

    def __init__(self, service: Installation) -> None:
        self._service = service

    async def give(self, person: User, items: list[Mapping[str, str]]) -> list[dict[str, str]]:
        """Give leads in one transaction; a refused one does not stop the others."""
        done = []
        async with self._service.database.begin() as session:
            work = self._service.work(session, f"assign:{token_hex(8)}")
            for item in items:
                lead = await work.records.leads.get(item["lead"])
                owner = await work.records.people.get(item["owner"])
                if lead is None or owner is None:
                    done.append({"lead": item["lead"], "error": UNKNOWN})
                    continue
                error = await give(work, lead, owner, person, "api", item.get("why", ""))
                done.append({"lead": lead.id, "error": error})
        return done
