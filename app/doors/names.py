"""`genjin names FILE`: a table of standard names to the running service (F16), and the service's side of it."""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp

from app.keys import admin_token
from config.settings import Settings
from crm.merging.standard_name import columns, pairs_of
from crm.people import User
from handlers.merging.standard_name import import_names
from nlp.dedup.table import UnreadableTable, open_table

if TYPE_CHECKING:
    from app.installation import Installation

AT_ONCE = 1000
DONE, REFUSED, BAD = 0, 1, 2


class StoredNames:
    """Fits `web.api.names.NameStore`."""

    def __init__(self, service: Installation) -> None:
        self._service = service

    async def keep(self, person: User, pairs: Sequence[tuple[int, str, str]], source: str) -> dict[str, Any]:
        """Keep all rows that can be kept, in one transaction."""
        async with self._service.database.begin() as session:
            work = self._service.work(session, f"names:{secrets.token_hex(8)}")
            return await import_names(work, person, pairs, source)


def name_pairs(file: Path) -> list[tuple[int, str, str]] | None:
    """Return number, alias and standard name of a table's rows; None without the two columns.

    Raises OSError, `UnreadableTable`.
    """
    table = open_table(file)
    found = columns(table.headings)
    if found is None:
        return None
    rows = enumerate(table.rows(lambda _: None), 2)
    return [(number, alias, standard) for number, row in rows for alias, standard in pairs_of(row, *found)]


async def send_names(settings: Settings, file: Path) -> int:
    """Print what became of the table's rows as one JSON object; 0 done, 1 service refused, 2 no such table."""
    try:
        read = name_pairs(file)
    except (OSError, UnreadableTable) as problem:
        sys.stderr.write(f"{file}: {problem}\n")
        return BAD
    if read is None:
        sys.stderr.write(f"{file}: 需要“标准名/简称/译名”和“别名/全称/英文名”两列\n")
        return BAD
    pairs = iter(read)
    total: dict[str, Any] = {"kept": 0, "renamed": 0, "refused": []}
    url = f"http://{settings.host}:{settings.port}/api/names"
    headers = {"Authorization": f"Bearer {admin_token(settings)}"}
    try:
        async with aiohttp.ClientSession(headers=headers) as http:
            while some := list(islice(pairs, AT_ONCE)):
                async with http.post(url, json={"source": file.name, "rows": some}) as answer:
                    body = await answer.json()
                    if answer.status != 200:
                        sys.stderr.write(json.dumps(body, ensure_ascii=False) + "\n")
                        return REFUSED
                total = {key: total[key] + body[key] for key in total}
    except aiohttp.ClientError as broken:
        sys.stderr.write(f"the service does not answer at {url}: {broken}\n")
        return REFUSED
    sys.stdout.write(json.dumps(total, ensure_ascii=False) + "\n")
    return DONE
