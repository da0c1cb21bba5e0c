"""A new customer beside the known ones (F17): a company name, or an address, alone never joins, it is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm.customers.account import Account
from crm.customers.door import SEPARATE
from crm.leads.lead import Lead
from crm.merging.likeness import NAME, Link
from handlers.context import Work
from handlers.merging.review import propose_group

if TYPE_CHECKING:
    from nlp.dedup.index import Customer

CANDIDATES = 20
SAME_ADDRESS = "地址相同，公司不同"


async def ask_about_alikes(work: Work, lead: Lead) -> None:
    """Put the new customer of this lead before a reviewer beside whom it may be; a known customer raises nothing."""
    if lead.account_id is None or SEPARATE in lead.tags:
        return
    account = next(iter(await work.records.merge_moves.accounts([lead.account_id])), None)
    if account is None or account.created_at != work.now:
        return
    others = await work.records.pairs.alike(account, CANDIDATES)
    if not others:
        return
    # Here and not above: numpy stays out of a service that compares nobody.
    from nlp.dedup.explain import sayings
    from nlp.dedup.index import DuplicateIndex

    index = DuplicateIndex([_customer(other) for other in others])
    for match in index.match(_customer(account), CANDIDATES):
        link = Link(f"account:{account.id}", f"account:{match.id}", match.score, tuple(sayings(match.factors)))
        await propose_group(work, [link._replace(score=min(match.score, NAME))])
    for other in others:
        if account.address_key and other.address_key == account.address_key:
            link = Link(f"account:{account.id}", f"account:{other.id}", NAME, (SAME_ADDRESS,))
            await propose_group(work, [link])


def _customer(account: Account) -> Customer:
    from nlp.dedup.index import Customer

    return Customer(account.id, account.name, city=account.region, industry=account.industry)
