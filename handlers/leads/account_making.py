"""The account a lead belongs to, and the people in it."""

from __future__ import annotations

from crm.customers.account import Account, Contact
from crm.customers.door import SEPARATE
from crm.leads.draft import Draft
from crm.leads.lead import Lead
from crm.merging.merge import united
from crm.phone import tidy_phone
from handlers.context import Work
from handlers.merging.company_name import name_key
from handlers.merging.standard_name import standardise


async def settle_account(work: Work, lead: Lead) -> None:
    """Tie the lead to its owner's account of that name, making account and contact where they are new.

    A lead kept apart on purpose (F15) gets an account of its own.
    """
    if not lead.company:
        return
    await standardise(work, lead)
    apart = SEPARATE in lead.tags
    account = None if apart else await work.records.leads.account_named(lead.company, lead.owner)
    if account is None:
        golden = work.around.golden.of(lead.phone) if work.around.golden is not None else None
        account = Account(
            id=work.around.new_id(),
            name=lead.company,
            owner=lead.owner,
            created_at=work.now,
            updated_at=work.now,
            raw_names=united([], [[lead.raw_company or lead.company]]),
            tags=[SEPARATE] if apart else [],
            name_key=name_key(lead.company),
            golden_id=golden.id if golden is not None else "",
        )
        await work.records.leads.add_account(account)
    elif lead.raw_company and lead.raw_company not in account.raw_names:
        account.raw_names = [*account.raw_names, lead.raw_company]
    lead.account_id = account.id
    if lead.contact:
        await work.records.leads.add_contact(new_contact(work, account.id, lead.owner, lead))


def new_contact(work: Work, account_id: str, owner: str, person: Lead | Draft) -> Contact:
    """Return the contact of a lead or draft as one more person of an account."""
    return Contact(
        id=work.around.new_id(),
        account_id=account_id,
        name=person.contact,
        owner=owner,
        created_at=work.now,
        title=person.title,
        phone=tidy_phone(person.phone),
        email=person.email,
        wechat=person.wechat,
    )
