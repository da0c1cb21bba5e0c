"""Contracts, their rule, and the flow log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.customers.contract import ACTIVE, Contract
from crm.flow import FAILED, FlowRow
from storage.statements import insert
from storage.tables import contracts as tables


class ContractTable:
    """Fits `crm.ports.contracts.Contracts`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, contract: Contract) -> None:
        """Store a new contract."""
        self._session.add(contract)
        await self._session.flush()

    async def get(self, contract_id: str) -> Contract | None:
        """Return the contract, locked until the transaction ends."""
        return await self._one(tables.contract.c.id == contract_id)

    async def numbered(self, number: str) -> Contract | None:
        """Return the contract with this number, locked until the transaction ends."""
        return await self._one(tables.contract.c.number == number)

    async def of_customer(self, customer: str) -> list[Contract]:
        """Return the customer's contracts in force."""
        table = tables.contract.c
        query = select(Contract).where(table.customer == customer, table.state == ACTIVE)
        return list((await self._session.execute(query.order_by(table.signed_date, table.id))).scalars())

    async def in_force(self) -> list[Contract]:
        """Return all contracts in force, by number."""
        table = tables.contract.c
        query = select(Contract).where(table.state == ACTIVE).order_by(table.number)
        return list((await self._session.execute(query)).scalars())

    async def of_owners(self, owners: Sequence[str] | None) -> list[Contract]:
        """Return the contracts in force of these people (None: of all), the one that ends first at the front."""
        table = tables.contract.c
        query = select(Contract).where(table.state == ACTIVE)
        query = query if owners is None else query.where(table.owner.in_(owners))
        return list((await self._session.execute(query.order_by(table.end_date, table.number))).scalars())

    async def newest_of(self, owner: str, since: datetime) -> Contract | None:
        """Return the contract in force that this person registered last, since then."""
        table = tables.contract.c
        query = select(Contract).where(table.owner == owner, table.state == ACTIVE, table.created_at >= since)
        query = query.order_by(table.created_at.desc(), table.id.desc()).limit(1)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def without_end(self) -> list[Contract]:
        """Return the contracts in force whose end nobody knows, by number."""
        table = tables.contract.c
        query = select(Contract).where(table.state == ACTIVE, table.end_date.is_(None)).order_by(table.number)
        return list((await self._session.execute(query)).scalars())

    async def unplanned(self) -> list[Contract]:
        """Return the contracts in force that have no renewal task yet, by number."""
        table = tables.contract.c
        query = select(Contract).where(table.state == ACTIVE, table.renewal_on.is_(None)).order_by(table.number)
        return list((await self._session.execute(query)).scalars())

    async def rule(self, name: str) -> dict[str, Any] | None:
        """Return the rule as it was set, None when nobody changed it."""
        query = select(tables.rule_setting.c.body).where(tables.rule_setting.c.name == name)
        body: dict[str, Any] | None = (await self._session.execute(query)).scalar_one_or_none()
        return body

    async def set_rule(self, name: str, body: dict[str, Any], person: str, now: datetime) -> None:
        """Keep a rule that was checked before."""
        values = {"body": body, "person": person, "at": now}
        statement = insert(self._session, tables.rule_setting).values(name=name, **values)
        await self._session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))

    async def log(self, row: FlowRow) -> None:
        """Add one row to the flow log."""
        self._session.add(row)

    async def logged(self, flow: str, subjects: Sequence[str], since: datetime) -> set[str]:
        """Return which of these subjects the flow has logged since then."""
        table = tables.flow_log.c
        query = select(table.subject).where(table.flow == flow, table.subject.in_(subjects), table.at >= since)
        return set((await self._session.execute(query)).scalars())

    async def failed(self, flow: str) -> set[str]:
        """Return the subjects that the flow has ever logged as failed."""
        table = tables.flow_log.c
        return set(
            (
                await self._session.execute(select(table.subject).where(table.flow == flow, table.state == FAILED))
            ).scalars()
        )

    async def _one(self, condition: Any) -> Contract | None:
        query = select(Contract).where(condition).with_for_update().execution_options(populate_existing=True)
        return (await self._session.execute(query)).scalar_one_or_none()
