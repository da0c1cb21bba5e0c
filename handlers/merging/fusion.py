"""The same visitor under another number (F17): merged, undoably, when nothing speaks against it, else asked about."""

from __future__ import annotations

from crm.leads.lead import Lead
from crm.merging.fusion import ASK, MERGE, WINDOW, fuse, ip_key
from crm.merging.likeness import NAME, Link
from crm.merging.merge import SAME_IP, Merge
from crm.people import Role, User
from crm.phone import phone_key
from handlers.context import Work
from handlers.merging.company_name import name_key
from handlers.merging.review import propose_group
from handlers.merging.tap import merged

MACHINE = User("intake", "渠道接入", Role.ADMIN.value)


async def join_visits(work: Work, lead: Lead, address: str) -> bool:
    """Merge a new lead into the customer who came from this IP address within thirty days. False: it stands alone."""
    ip = ip_key(address)
    visits = await work.records.intake.visits(ip, work.now - WINDOW, lead.id) if ip else []
    brand = name_key(lead.company) if lead.company else ""
    firms = [not brand or not visit.company or name_key(visit.company) == brand for visit in visits]
    ruling = fuse(visits, phone_key(lead.phone) or lead.phone, firms, work.now)
    if ruling.verdict == ASK:
        await propose_group(work, [Link(f"lead:{ruling.lead_id}", f"lead:{lead.id}", NAME, (ruling.reason,))])
    if ruling.verdict != MERGE:
        return False
    roots = await work.records.merges.roots([f"lead:{ruling.lead_id}", f"lead:{lead.id}"])
    sides = await work.records.merges.sides(roots, lock=True)
    if len(sides) < 2:
        return False
    merge = Merge(
        work.around.new_id(), MACHINE.id, SAME_IP, work.now, [side.key for side in sides], roots[0],
        name=next(side.name for side in sides if side.key == roots[0]), reasons=[ruling.reason],
    )  # fmt: skip
    await work.records.merges.add(merge)
    await merged(work, merge, sides, MACHINE, "intake")
    return True
