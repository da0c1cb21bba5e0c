"""From staged rows to leads: known customers get a follow-up, the others become leads of theirs, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from crm.customers.account import Account, Contact
from crm.intake.channel import TARGETS
from crm.intake.importing import Import, ImportRow, Known
from crm.intake.judging import UNASSIGNED, UNKNOWN_SOURCE, clean_mail
from crm.intake.sheet import LINK, MAKE, OWNER, REFUSE, REPEAT
from crm.leads.lead import INCOMPLETE, OPEN, Lead, missing_fields, next_due
from crm.notes.follow_up import FollowUp
from crm.phone import is_masked
from handlers.context import Work
from handlers.texts.import_texts import import_again
from handlers.watching.lead_watch import assigned

TOLD = ("company", "contact", "title", "email", "wechat", "region", "industry", "budget", "note")


async def apply_rows(work: Work, batch: Import, rows: Sequence[ImportRow], source: str) -> None:
    """Make what these rows are worth and write it down beside them. `source`: where leads of this channel come from."""
    good = [row for row in rows if row.verdict != REFUSE]
    owners = await _owners(work)
    known = await work.records.imports.known(_filled(row.phone_key for row in good), _filled(r.mail_key for r in good))
    leads = await work.records.import_leads.leads(_filled(found.lead_id or "" for found in known.values()))
    made_here = await work.records.imports.made_here(batch.id, list(leads))
    accounts = await work.records.import_leads.accounts(_filled(row.found.get("company", "") for row in good))
    chunk = _Chunk(work, batch, source, owners, leads, accounts)
    for row in good:
        hit = known.get(row.phone_key) or known.get(row.mail_key)
        lead = chunk.met(row, hit) if hit is not None else chunk.made(row)
        if hit is not None and row.verdict != MAKE:
            row.verdict = REPEAT if lead.id in made_here else LINK
        for key in _filled((row.phone_key, row.mail_key)):
            known.setdefault(key, Known(lead.id, lead.account_id, lead.owner))
        if row.verdict == MAKE:
            made_here.add(lead.id)
        leads[lead.id] = lead
        row.lead_id, row.owner = lead.id, lead.owner
    await work.records.import_leads.add_all(chunk.new)
    for record in chunk.new:
        if isinstance(record, Lead) and record.owner:
            await assigned(work, record)
    for lead_id in (record.id for record in chunk.new if isinstance(record, Lead)):
        await work.audit(batch.person or "import", "lead.create", f"lead:{lead_id}", "import")
    await work.records.imports.settle(batch.id, rows)


class _Chunk:
    """What one transaction brings into being."""

    def __init__(
        self, work: Work, batch: Import, source: str, owners: Mapping[str, str], leads: dict[str, Lead],
        accounts: dict[tuple[str, str], str],
    ) -> None:  # fmt: skip
        self.new: list[Lead | Account | Contact | FollowUp] = []
        self._work = work
        self._batch = batch
        self._source = source
        self._owners = owners
        self._leads = leads
        self._accounts = accounts

    def met(self, row: ImportRow, hit: Known) -> Lead:
        """Return the known customer's lead, with what the row says added as a follow-up; one that had none gets one."""
        row.verdict = LINK
        lead = self._leads.get(hit.lead_id or "")
        if lead is None:
            return self.made(row, hit)
        words = "；".join(
            f"{TARGETS[key]}：{row.found[key]}"
            for key in TOLD
            if row.found.get(key) and row.found[key] != _had(lead, key)
        )
        more = "；".join(filter(None, [words, *(remark for remark in row.remarks if remark.startswith("另有"))]))
        if more:
            self._note(row, lead, import_again(self._batch.name, row.number, more))
        return lead

    def made(self, row: ImportRow, hit: Known | None = None) -> Lead:
        """Return a new lead, with its account and contact where they are new."""
        found, now = row.found, self._work.now
        owner = hit.owner if hit is not None else self._owners.get(found.get(OWNER, ""), "")
        contact = found.get("contact") or (found.get(OWNER, "") if not owner else "")
        lacking = missing_fields(found.get("company", ""), contact, found["phone"]) or is_masked(found["phone"])
        lead = Lead(
            id=self._work.around.new_id(), company=found.get("company", ""), contact=contact[:64],
            phone=found["phone"], owner=owner, created_at=now, updated_at=now, title=found.get("title", ""),
            email=clean_mail(found.get("email", "")), wechat=found.get("wechat", ""),
            status=OPEN if owner else UNASSIGNED, channel=found.get("channel") or self._source or UNKNOWN_SOURCE,
            tags=[INCOMPLETE] if lacking else [],
        )  # fmt: skip
        lead.due_at, _ = next_due(lead)
        row.verdict = MAKE if hit is None else LINK
        row.made = {"lead": lead.id}
        lead.account_id = hit.account_id if hit is not None else self._account(row, lead)
        self.new.append(lead)
        if found.get("note"):
            self._note(row, lead, found["note"])
        return lead

    def _account(self, row: ImportRow, lead: Lead) -> str | None:
        if not lead.company:
            return None
        key = (lead.company, lead.owner)
        if key not in self._accounts:
            account = Account(
                id=self._work.around.new_id(), name=lead.company, owner=lead.owner, created_at=lead.created_at,
                updated_at=lead.created_at, raw_names=[lead.company], golden_id=row.golden_id,
                industry=row.found.get("industry", "")[:64], region=row.found.get("region", "")[:64],
            )  # fmt: skip
            self.new.append(account)
            self._accounts[key] = row.made["account"] = account.id
        if lead.contact:
            contact = Contact(
                id=self._work.around.new_id(), account_id=self._accounts[key], name=lead.contact, owner=lead.owner,
                created_at=lead.created_at, title=lead.title, phone=lead.phone, email=lead.email, wechat=lead.wechat,
            )  # fmt: skip
            self.new.append(contact)
            row.made["contact"] = contact.id
        return self._accounts[key]

    def _note(self, row: ImportRow, lead: Lead, text: str) -> None:
        note = FollowUp(
            id=self._work.around.new_id(), owner=lead.owner, text=text[:2000], at=self._work.now, lead_id=lead.id,
            source="import",
        )  # fmt: skip
        row.made["note"] = note.id
        self.new.append(note)


def _had(lead: Lead, key: str) -> str:
    return str(getattr(lead, key, ""))


def _filled(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(key for key in keys if key))


async def _owners(work: Work) -> dict[str, str]:
    """Return name or id → id of our people who can have customers; a name that two of them bear names nobody."""
    people = [user for user in await work.records.people.everyone() if user.active]
    borne = Counter(user.name for user in people)
    return {user.name: user.id for user in people if borne[user.name] == 1} | {user.id: user.id for user in people}
