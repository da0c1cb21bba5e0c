"""Rules on rights (F98), and what they make of each person: written onto the people, so that asking costs nothing."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.people import User
from crm.rights.rule import ACTIVE, RightsRule, grants_under
from storage.statements import insert
from storage.tables import approvals, people
from storage.tables import customers as customer_tables
from storage.tables.rights import rights_rule as table

SERIES = "rights"


class RightsRuleTable:
    """Fits `crm.ports.rights.RightsRules`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, rule: RightsRule) -> None:
        """Store a preview; it changes nothing yet."""
        self._session.add(rule)
        await self._session.flush()

    async def get(self, rule_id: str) -> RightsRule | None:
        """Return the rule, locked until the transaction ends."""
        query = select(RightsRule).where(table.c.id == rule_id).with_for_update()
        return (await self._session.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()

    async def active(self) -> list[RightsRule]:
        """Return the rules in force, oldest first."""
        query = select(RightsRule).where(table.c.state == ACTIVE).order_by(table.c.version)
        return list((await self._session.execute(query)).scalars())

    async def latest(self) -> int:
        """Return the newest version there ever was."""
        query = select(func.coalesce(func.max(table.c.version), 0))
        return int((await self._session.execute(query)).scalar_one())

    async def one_at_a_time(self) -> None:
        """Let one change of rules happen at a time, until the transaction ends."""
        series = approvals.number_series
        statement = insert(self._session, series).values(name=SERIES, last=1)
        moved = statement.on_conflict_do_update(index_elements=["name"], set_={"last": series.c.last + 1})
        await self._session.execute(moved)

    async def customers(self) -> Mapping[str, int]:
        """Return how many customers each person has."""
        query = select(customer_tables.lead.c.owner, func.count()).group_by(customer_tables.lead.c.owner)
        return {row[0]: int(row[1]) for row in await self._session.execute(query)}

    async def tokens(self) -> Mapping[str, int]:
        """Return how many API tokens each person has."""
        query = select(people.api_token.c.user_id, func.count()).group_by(people.api_token.c.user_id)
        return {row[0]: int(row[1]) for row in await self._session.execute(query)}

    async def apply(self) -> int:
        """Write onto everybody what the rules in force make of their rights; return for how many that changed."""
        await self._session.flush()
        rules, changed = await self.active(), 0
        for person in (await self._session.execute(select(User))).scalars():
            grants = grants_under(person, rules)
            if grants != person.grants:
                person.grants, changed = grants, changed + 1
        await self._session.flush()
        return changed
