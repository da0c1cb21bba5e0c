"""Pairs of customers that were proposed, merged or told apart, and customers alike by name or address (F17, F18)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import String, false, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from crm.customers.account import Account
from crm.leads.lead import CLOSED, Lead
from crm.merging.merge import DONE, PROPOSED, REJECTED, REVIEW, Merge
from storage.statements import insert
from storage.tables import customers as tables
from storage.tables.merges import duplicate_pair
from storage.tables.merges import merge as table

account, lead = tables.account.c, tables.lead.c
CHAIN = 20  # merges upon merges; nobody goes deeper


class PairTable:
    """Fits `crm.ports.merging.Pairs`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def open_reviews(self, person: str, most: int) -> list[Merge]:
        """Return the doubtful groups that wait for this reviewer, the surest first (F18)."""
        mine = table.c.reviewers.cast(String).contains(f'"{person}"', autoescape=True)
        query = select(Merge).where(table.c.state == PROPOSED, table.c.rule == REVIEW, mine)
        rows = await self._session.execute(query.order_by(table.c.score.desc(), table.c.id).limit(most))
        return list(rows.scalars())

    async def reviews_since(self, since: datetime) -> int:
        """Return how many doubtful groups were put up for review since then."""
        query = select(func.count()).select_from(table).where(table.c.rule == REVIEW, table.c.created_at >= since)
        return (await self._session.execute(query)).scalar_one()

    async def known(self, keys: Collection[str]) -> dict[tuple[str, str], str]:
        """Return what is known of pairs among these keys: (smaller, greater) → proposed, done or rejected."""
        pair = duplicate_pair.c
        query = select(pair.one, pair.other, pair.state).where(pair.one.in_(keys), pair.other.in_(keys))
        return {(row.one, row.other): row.state for row in await self._session.execute(query)}

    async def members(self, key: str) -> set[str]:
        """Return all keys a customer goes by: its accounts, those merged into it, and their leads."""
        accounts, ids = {key}, list[str]()
        for _ in range(CHAIN):
            ids = [one.partition(":")[2] for one in accounts if one.startswith("account:")]
            rows = await self._session.execute(select(account.id).where(account.master.in_(ids)))
            more = {f"account:{one}" for one in rows.scalars()}
            if more <= accounts:
                break
            accounts |= more
        leads = await self._session.execute(select(lead.id).where(lead.account_id.in_(ids)))
        return accounts | {f"lead:{one}" for one in leads.scalars()}

    async def decide(self, keys: Sequence[str], state: str, merge_id: str, now: datetime) -> None:
        """Remember what was decided of every pair of these; a rejection stays until the two are merged by hand."""
        ordered = sorted(set(keys))
        for place, one in enumerate(ordered):
            for other in ordered[place + 1 :]:
                values = {"state": state, "merge_id": merge_id, "at": now}
                statement = insert(self._session, duplicate_pair).values(one=one, other=other, **values)
                free = true() if state in (REJECTED, DONE) else duplicate_pair.c.state != REJECTED
                await self._session.execute(
                    statement.on_conflict_do_update(index_elements=["one", "other"], set_=values, where=free)
                )

    async def alike(self, one: Account, most: int) -> list[Account]:
        """Return other customers of the same brand by sound, or at the same address, the newest first."""
        keys = [account.name_key == one.name_key] if one.name_key else []
        keys += [account.address_key == one.address_key] if one.address_key else []
        if not keys:
            return []
        query = select(Account).where(or_(*keys), account.id != one.id, account.master.is_(None))
        rows = await self._session.execute(query.order_by(account.created_at.desc(), account.id).limit(most))
        return list(rows.scalars())

    async def met_elsewhere(self, one: Lead, name_key: str, most: int) -> list[Lead]:
        """Return open leads of the same phone, mail or brand that are not this one's owner's, the newest first."""
        keys = [lead.phone_key == one.phone_key] if one.phone_key else []
        keys += [lead.mail_key == one.mail_key] if one.mail_key else []
        if name_key:
            named = select(account.id).where(account.name_key == name_key)
            keys.append(lead.account_id.in_(named))
        query = select(Lead).where(or_(false(), *keys), lead.owner != one.owner, lead.status != CLOSED)
        query = query.where(lead.master.is_(None), lead.id != one.id)
        return list(
            (await self._session.execute(query.order_by(lead.created_at.desc(), lead.id).limit(most))).scalars()
        )
