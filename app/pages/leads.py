"""The page of a lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.pages.unseen import note_unseen
from cards.card import Choice, Field, Input, Option
from crm.leads.stage import CHOOSABLE
from crm.rights.reach import MASK, Act
from handlers.leads.draft_card import spoken_time
from handlers.leads.lead_page import edit_lead
from handlers.texts import lead_texts
from storage.collections.reading import read_collection
from storage.people.people import PeopleTable
from web.ports import Edited, LeadPage

if TYPE_CHECKING:
    from app.installation import Installation


MOST_FOLLOW_UPS = 30
INPUTS = (
    ("company", "客户公司"),
    ("contact", "联系人"),
    ("title", "职务"),
    ("phone", "手机号"),
    ("next_action", "下一步"),
)

Row = Mapping[str, Any]
"""A row as the JSON API shows it to the person who asks."""


class LeadsOnPages:
    """Fits `web.ports.Leads`, with the rights of the person who looks."""

    def __init__(self, service: Installation) -> None:
        self._service = service
        self._database = service.database

    async def page(self, person: str, lead_id: str) -> LeadPage | None:
        """Return what the lead's page shows."""
        async with self._database.read() as session:
            found = await _read(session, person, lead_id)
        if found is None:
            await note_unseen(self._service, person, f"lead:{lead_id}")
            return None
        return lead_shown(*found)

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


async def lead_for(service: Installation, person: str, lead_id: str) -> Row | None:
    """Return a lead as the JSON API shows it to this person, or None when it is not theirs to see."""
    async with service.database.read() as session:
        found = await _read(session, person, lead_id)
    return found[0] if found is not None else None


async def _read(
    session: AsyncSession, person: str, lead_id: str
) -> tuple[Row, Sequence[Row], Mapping[str, str]] | None:
    """Return the lead, its newest follow-ups and people's names, or None when the lead is not theirs to see."""
    people = PeopleTable(session)
    user = await people.get(person)
    leads = await read_collection(session, "leads", user, {"id": lead_id}) if user is not None else []
    lead = next((lead for lead in leads if lead["id"] == lead_id), None)
    if user is None or lead is None:
        return None
    said = await read_collection(session, "follow_ups", user, {"lead": lead_id})
    said = [one for one in said if one["lead"] == lead_id][:MOST_FOLLOW_UPS]
    names = {}
    for one in {lead["owner"], *(entry["owner"] for entry in said)}:
        known = await people.get(one) if one else None
        names[one] = known.name if known is not None else ""
    return lead, said, names


def lead_shown(lead: Row, follow_ups: Sequence[Row], names: Mapping[str, str]) -> LeadPage:
    """Return what a lead's page shows; what is hidden from the person stands masked and is not asked for (F23)."""
    stage = tuple(s.name.lower() for s in CHOOSABLE if s.value == lead["stage"])
    lines = (
        ("状态", lead["status"]),
        ("负责人", names.get(lead["owner"], "")),
        ("来源", lead["channel"]),
        ("下一步时间", spoken_time(lead["next_time"] or "")),
        ("登记", _moment(lead["created_at"])),
        *((label, MASK) for key, label in INPUTS if lead[key] == MASK),
    )
    return LeadPage(
        id=lead["id"],
        name=lead["company"] or lead["contact"] or "未命名",
        fields=tuple(Field(label, str(value or "—")) for label, value in lines),
        choices=(Choice("stage", "阶段", tuple(Option(s.name.lower(), s.value) for s in CHOOSABLE), False, stage),),
        inputs=(
            *(Input(key, label, initial=lead[key] or "") for key, label in INPUTS if lead[key] != MASK),
            Input("reason", "阶段变更原因"),
        ),
        history=tuple(Field(_moment(one["at"]), _said(one, names)) for one in follow_ups),
    )


def _said(entry: Row, names: Mapping[str, str]) -> str:
    step = "，".join(part for part in (entry["next_step"], spoken_time(entry["promised_time"] or "")) if part)
    return lead_texts.note_told(entry["text"], step, names.get(entry["owner"], ""))


def _moment(iso: str) -> str:
    return f"{datetime.fromisoformat(iso):%Y-%m-%d %H:%M}"
