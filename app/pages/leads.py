"""The page of a lead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.pages.unseen import note_unseen
from cards.card import Choice, Field, Input, Option
from crm.rights import Act
from crm.stage import CHOOSABLE
from handlers.lead_page import edit_lead
from storage.collections import read_collection
from storage.people import PeopleTable
from web.ports import Edited, LeadPage

if TYPE_CHECKING:
    from app.installation import Installation


class LeadsOnPages:
    """Fits `web.ports.Leads`, with the rights of the person who looks."""

    def __init__(self, service: Installation) -> None:
        self._service = service
        self._database = service.database

    async def page(self, person: str, lead_id: str) -> LeadPage | None:
        """Return what the lead's page shows."""
        lead = await lead_for(self._service, person, lead_id)
        if lead is None:
            await note_unseen(self._service, person, f"lead:{lead_id}")
            return None
        return lead_shown(lead)

    async def edit(self, person: str, lead_id: str, changes: Mapping[str, str]) -> Edited:
        """Change a lead this person may see."""
        async with self._database.begin() as session:
            work = self._service.work(session, f"page:{lead_id}:{self._service.clock.now().timestamp()}")
            user = await work.records.people.get(person)
            lead = await work.records.rights.one(user, lead_id, Act.EDIT) if user is not None else None
            if user is None or lead is None:
                return Edited("")
            done = await edit_lead(work, user, lead, changes)
            return Edited(done.text, done.card)


async def lead_for(service: Installation, person: str, lead_id: str) -> Mapping[str, Any] | None:
    """Return a lead as the JSON API shows it to this person, or None when it is not theirs to see."""
    async with service.database.read() as session:
        user = await PeopleTable(session).get(person)
        if user is None:
            return None
        found = await read_collection(session, "leads", user, {"id": lead_id})
    return next((lead for lead in found if lead["id"] == lead_id), None)


def lead_shown(lead: Mapping[str, Any]) -> LeadPage:
    """Return what a lead's page shows of the lead as the JSON API shows it."""
    stage = tuple(s.name.lower() for s in CHOOSABLE if s.value == lead["stage"])
    lines = (
        ("状态", "status"),
        ("负责人", "owner"),
        ("来源", "channel"),
        ("下一步时间", "next_time"),
        ("登记", "created_at"),
    )
    return LeadPage(
        id=lead["id"],
        name=lead["company"] or lead["contact"] or "未命名",
        fields=tuple(Field(label, str(lead[key] or "—")) for label, key in lines),
        choices=(Choice("stage", "阶段", tuple(Option(s.name.lower(), s.value) for s in CHOOSABLE), False, stage),),
        inputs=(
            Input("company", "客户公司", initial=lead["company"]),
            Input("contact", "联系人", initial=lead["contact"]),
            Input("phone", "手机号", initial=lead["phone"]),
            Input("next_action", "下一步", initial=lead["next_action"]),
            Input("reason", "阶段变更原因"),
        ),
    )
