"""Customers coming and going, as the platforms report it."""

from __future__ import annotations

from crm.trail import Happening
from handlers.context import Work
from handlers.inbound import CustomerEvent
from handlers.texts import lead_texts


async def customer_event(work: Work, event: CustomerEvent) -> None:
    """Remember the event; a rep whom a customer added is told how to register them."""
    staff = await work.records.people.by_identity(event.platform, event.staff_id) if event.staff_id else None
    await work.records.trail.happened(
        Happening(
            id=work.around.new_id(),
            kind=event.kind,
            platform=event.platform,
            external_id=event.external_id,
            at=event.occurred_at,
            staff=staff.id if staff else "",
            detail={"state": event.state or "", "name": event.name},
        )
    )
    if event.kind == "added" and staff is not None and staff.active:
        await work.tell(staff, lead_texts.customer_added(event.name))
