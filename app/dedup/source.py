"""The configured database as a table for `genjin dedup --database`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from config.settings import Settings
from nlp.dedup.table import Table
from storage.database import Database
from storage.merging.customer_rows import HEADINGS, count_customer_rows, customer_rows

_NOW_AND_THEN = 1000


@contextmanager
def customer_table(settings: Settings) -> Iterator[Table]:
    """Yield leads, accounts and contacts as one table; everything is read in one transaction that changes nothing."""
    engine = Database(settings.database, settings.database_schema or None).sync_engine(pool_size=1)
    try:
        with engine.connect() as connection:

            def rows(progress: Callable[[int], None]) -> Iterator[list[str]]:
                for number, row in enumerate(customer_rows(connection)):
                    if number % _NOW_AND_THEN == 0:
                        progress(number)
                    yield row

            yield Table(HEADINGS, rows, count_customer_rows(connection))
            connection.rollback()
    finally:
        engine.dispose()
