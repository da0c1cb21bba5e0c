"""Questions about customers that are answered within a person's rights, and what people used up of their allowances."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.leads.lead import CLOSED, Lead
from crm.people import User
from crm.rights.reach import Act
from storage.rights.policy import owned_by_visible
from storage.statements import insert
from storage.tables import customers as tables
from storage.tables.audit import allowance

lead = tables.lead.c


class RightsTable:
    """Fits `crm.ports.rights.Rights`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def named(self, person: User, words: str, most: int, act: Act = Act.SEE, folded: bool = False) -> list[Lead]:
        """Return the leads of that name with which this person may do that, the newest first.

        Either those that stand by themselves or, with `folded`, those that are folded under another (F14).
        """
        query = select(Lead).where(_named(words), owned_by_visible(person, lead.owner, act))
        query = query.where(lead.master.is_not(None) if folded else lead.master.is_(None))
        query = query.order_by(lead.updated_at.desc(), lead.id).limit(most)
        return list((await self._session.execute(query)).scalars())

    async def one(self, person: User, lead_id: str, act: Act = Act.SEE) -> Lead | None:
        """Return the lead if this person may do that with it: another's is as one that is not there."""
        query = select(Lead).where(lead.id == lead_id, owned_by_visible(person, lead.owner, act))
        return (await self._session.execute(query)).scalar_one_or_none()

    async def others(self, person: User, words: str, most: int) -> list[Lead]:
        """Return open leads of that company which are somebody else's: for the masked answer only."""
        query = select(Lead).where(
            lead.company.like(_pattern(words), escape="\\"),
            lead.status != CLOSED,
            lead.master.is_(None),
            not_(owned_by_visible(person, lead.owner)),
            owned_by_visible(person, lead.owner, Act.COLLIDE),
        )
        return list(
            (await self._session.execute(query.order_by(lead.updated_at.desc(), lead.id).limit(most))).scalars()
        )

    async def exportable(self, person: User, most: int, act: Act = Act.EXPORT) -> Sequence[Lead]:
        """Return the leads this person may take out, oldest first; with an approval those they may see."""
        query = select(Lead).where(owned_by_visible(person, lead.owner, act))
        return (await self._session.execute(query.order_by(lead.created_at, lead.id).limit(most))).scalars().all()

    async def used(self, person: str, what: str, day: str) -> int:
        """Return how much of an allowance is used up on a day."""
        query = select(allowance.c.used).where(
            allowance.c.person == person, allowance.c.what == what, allowance.c.day == day
        )
        return (await self._session.execute(query)).scalar_one_or_none() or 0

    async def used_since(self, person: str, what: str, day: str) -> int:
        """Return how much of an allowance is used up on that day and after it."""
        query = select(func.coalesce(func.sum(allowance.c.used), 0))
        query = query.where(allowance.c.person == person, allowance.c.what == what, allowance.c.day >= day)
        return int((await self._session.execute(query)).scalar_one())

    async def use(self, person: str, what: str, day: str, amount: int = 1) -> int:
        """Use up some of an allowance and return how much that makes on this day. Concurrent uses all count."""
        statement = (
            insert(self._session, allowance)
            .values(person=person, what=what, day=day, used=amount)
            .on_conflict_do_update(index_elements=["person", "what", "day"], set_={"used": allowance.c.used + amount})
            .returning(allowance.c.used)
        )
        return int((await self._session.execute(statement)).scalar_one())


def _named(words: str) -> ColumnElement[bool]:
    pattern = _pattern(words)
    return or_(lead.company.like(pattern, escape="\\"), lead.contact.like(pattern, escape="\\"))


def _pattern(words: str) -> str:
    return "%" + re.sub(r"([\\%_])", r"\\\1", words) + "%"
