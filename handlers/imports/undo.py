"""Taking an import back: what it made goes, what people have worked on since stays and is named."""

from __future__ import annotations

from collections.abc import Sequence

from crm.intake.importing import Import, ImportRow, untouched
from crm.intake.sheet import KEPT
from handlers.context import Work


async def undo_rows(work: Work, batch: Import, rows: Sequence[ImportRow]) -> None:
    """Take away what these rows made, in one transaction; a row that made nothing is left as it is.

    The last rows of the file come first: what later rows wrote into leads of earlier ones is gone by then.
    """
    store = work.records.import_leads
    made = {str(row.made["lead"]): row for row in rows if "lead" in row.made}
    leads = await store.leads(list(made))
    own = [str(row.made["note"]) for row in rows if "note" in row.made]
    worked_on = await store.others(list(leads), own)
    gone: dict[str, list[str]] = {"lead": [], "contact": [], "account": [], "note": []}
    for row in rows:
        lead = leads.get(str(row.made.get("lead", "")))
        if lead is not None and not untouched(lead.created_at, lead.updated_at, worked_on.get(lead.id, 0)):
            row.verdict = KEPT
            continue
        for kind, key in row.made.items():
            gone[kind].append(str(key))
    # Notes before leads, and accounts last: one stays as long as anybody still belongs to it.
    for kind in ("note", "contact", "lead"):
        await store.remove(kind, gone[kind])
    used = await store.in_use(gone["account"])
    await store.remove("account", [key for key in gone["account"] if key not in used])
    for lead_id in gone["lead"]:
        await work.audit(batch.person or "import", "lead.delete", f"lead:{lead_id}", "import")
    await work.records.imports.settle(batch.id, rows)
