"""Administrators hear of a wrong zone or an ending calendar by themselves, not only from the doctor (F74)."""

from __future__ import annotations

from datetime import timedelta

from crm.flow import FAILED, FlowRow
from crm.people import Role
from handlers.context import Work
from handlers.texts import machine_texts

FLOW = "时区检查"
ONCE = timedelta(days=30)


async def tell_time_faults(work: Work, starting: bool = False) -> None:
    """Tell of each fault once a month, of another one at once; of our own settings at every start, until mended."""
    faults = work.around.time_faults(work.now)
    admins = await work.records.people.with_role(Role.ADMIN)
    if not faults or not admins:
        return
    subjects = {fault: f"time:{fault.name} {fault.found}"[:64] for fault in faults}
    known = await work.records.contracts.logged(FLOW, list(subjects.values()), work.now - ONCE)
    for fault, subject in subjects.items():
        if subject in known and not (starting and fault.ours):
            continue
        row = FlowRow(work.around.new_id(), FLOW, work.now, subject, FAILED, f"{fault.found}；{fault.advice}")
        await work.records.contracts.log(row)
        await work.audit("system", "time.fault", subject, "timer")
        for admin in admins:
            await work.tell(admin, machine_texts.time_fault(fault.name, fault.found, fault.advice))


async def daily_time_check(work: Work) -> None:
    """Look again each morning: a year ends while the service runs."""
    await tell_time_faults(work)
