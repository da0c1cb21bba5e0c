"""A table read into a store, with the words of its own trades, functions and forms of address learned first."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from nlp.dedup.columns import Role, column_index, roles_of
from nlp.dedup.manners import Manners, learned
from nlp.dedup.record import RecordReader
from nlp.dedup.store import Store
from nlp.dedup.table import Table, UnreadableTable
from nlp.names.learning import learn_places, learn_trades
from nlp.names.vocabulary import Vocabulary, vocabulary

SAMPLE = 40_000
"""Rows from the beginning of a table that its words are learned from."""
_NEEDED = {Role.COMPANY, Role.CONTACT, Role.PHONE, Role.MAIL, Role.WECHAT}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A store and the ids of its rows."""

    store: Store
    ids: list[str] | None
    columns: dict[str, str]
    encoding: str

    def id_of(self, row: int) -> int | str:
        """Return the id of a row: its number from 0, or the value of the id column."""
        return row if self.ids is None else self.ids[row]


def load(
    table: Table, mapped: Mapping[str, str], id_column: str = "", progress: Callable[[int], None] = lambda _: None
) -> Loaded:
    """Return all rows of a table as records. Raises `UnknownColumn`, `UnreadableTable` ("no company")."""
    roles = roles_of(table.headings, mapped, id_column)
    if not _NEEDED & set(roles):
        raise UnreadableTable("no company")
    place = column_index(table.headings, id_column) if id_column else -1
    reader = RecordReader(roles, *_words_of(table, roles))
    store = Store()
    ids: list[str] | None = [] if id_column else None
    with _no_collector():
        for row in table.rows(progress):
            store.add(reader.read(row))
            if ids is not None:
                ids.append(row[place] if place < len(row) else "")
    columns = {heading: str(role) for heading, role in zip(table.headings, roles, strict=True)}
    return Loaded(store, ids, columns, table.encoding)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Keep the cycle collector from looking through millions of strings again and again; reading makes no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _words_of(table: Table, roles: Sequence[Role]) -> tuple[Vocabulary, Manners]:
    """Return the words of companies and of people with those that the table's own columns show."""
    wanted = (Role.COMPANY, Role.CONTACT, Role.CITY)
    columns = [(roles.index(role) if role in roles else -1, list[str]()) for role in wanted]
    for row in islice(table.rows(lambda _: None), SAMPLE):
        for at, cells in columns:
            if 0 <= at < len(row):
                cells.append(row[at])
    firms, people, cities = (cells for _, cells in columns)
    return vocabulary(learn_trades(firms), learn_places(cities)), learned(people)
