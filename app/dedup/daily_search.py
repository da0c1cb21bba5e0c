"""The daily search for duplicates over the whole database; what it finds is put before people (F18)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import Connection, func, select

from config.settings import Settings
from crm.leads.lead import CLOSED
from crm.merging.likeness import A_DAY, Link
from handlers.merging.review import propose_group
from storage.database import Database
from storage.tables import customers as tables

if TYPE_CHECKING:
    from app.installation import Installation

SMALL = 20_000
"""Rows up to which the search is a matter of seconds and stays in the process; more get a process of their own."""
LEAST_ROWS = 2
log = structlog.get_logger(__name__)


async def scan(service: Installation) -> int:
    """Propose what is found, surest first, and return how many groups that were. A second run asks nothing anew."""
    async with service.database.read() as session:
        rows = (await session.execute(select(func.count()).select_from(tables.lead))).scalar_one()
    if rows < LEAST_ROWS:
        return 0
    found = await _search(service.settings, rows)
    asked = 0
    for links in found:
        async with service.engine.transaction() as session:
            cause = "duplicates:" + "+".join(sorted({key for link in links for key in link[:2]}))
            if await propose_group(service.work(session, cause), links) is not None:
                asked += 1
        if asked >= A_DAY:
            break
    log.info("duplicates", groups=len(found), asked=asked)
    return asked


async def _search(settings: Settings, rows: int) -> list[list[Link]]:
    if rows <= SMALL:
        return await asyncio.to_thread(doubts, settings)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return await asyncio.get_running_loop().run_in_executor(pool, doubts, settings)


def doubts(settings: Settings) -> list[list[Link]]:
    """Return the groups of more than one customer as the links between customers, surest first."""
    from app.dedup.source import customer_table
    from nlp.dedup.engine import find_groups
    from nlp.dedup.explain import sayings
    from nlp.dedup.load import load

    owner = _customers(settings)
    with customer_table(settings) as table:
        loaded = load(table, {}, "id")
    found = []
    for group in find_groups(loaded.store):
        links = []
        for seen in group.evidence:
            one, other = (owner.get(str(loaded.id_of(row)), "") for row in (seen.one, seen.other))
            if one and other and one != other:
                links.append(Link(one, other, seen.score, tuple(sayings(seen.factors))))
        if links:
            found.append(links)
    return sorted(found, key=lambda links: (-max(link.score for link in links), links[0]))


def _customers(settings: Settings) -> dict[str, str]:
    """Return whose every row of `customer_rows` is: its account, its lead where there is none."""
    engine = Database(settings.database, settings.database_schema or None).sync_engine(pool_size=1)
    try:
        with engine.connect() as connection:
            return dict(_owners(connection))
    finally:
        engine.dispose()


def _owners(connection: Connection) -> Iterator[tuple[str, str]]:
    lead, account, contact = tables.lead.c, tables.account.c, tables.contact.c
    for key, account_id, status in connection.execute(select(lead.id, lead.account_id, lead.status)):
        if account_id is not None or status != CLOSED:
            yield f"lead:{key}", f"account:{account_id}" if account_id is not None else f"lead:{key}"
    for (key,) in connection.execute(select(account.id)):
        yield f"account:{key}", f"account:{key}"
    for key, account_id in connection.execute(select(contact.id, contact.account_id)):
        yield f"contact:{key}", f"account:{account_id}"
