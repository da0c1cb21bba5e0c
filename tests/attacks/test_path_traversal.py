"""Names that point out of their folder: in addresses, and in the names of attachments, which are never paths."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import select
from yarl import URL

from storage.audio import keep_audio
from storage.tables.messaging import blob
from tests.attacks.fortress import NOW, Fortress

OUT = ("..%2f..%2f..%2fetc%2fpasswd", "%2e%2e%2fsession.py", "%2fetc%2fpasswd", "a%00.css")


async def test_nothing_outside_the_folder_is_served(fortress: Fortress) -> None:
    for name in OUT:
        url = URL(f"{str(fortress.browser.make_url('/')).rstrip('/')}/static/{name}", encoded=True)
        answer = await fortress.browser.session.get(url)
        assert answer.status == 404 and "root:" not in await answer.text(), name
    kept = [row["subject"] for row in await fortress.rows("http.refused")]
    assert kept == ["route:GET /static/{name} path"] * len(OUT)


async def test_an_attachment_is_kept_by_its_hash_and_nowhere_else(fortress: Fortress, tmp_path: Path) -> None:
    async with fortress.service.database.begin() as session:
        sha256 = await keep_audio(session, b"../../../etc/cron.d/evil", "text/csv", NOW)
    async with fortress.service.database.read() as session:
        assert (await session.execute(select(blob.c.sha256))).scalars().all() == [sha256]
    files = await asyncio.to_thread(lambda: sorted(path.name for path in tmp_path.rglob("*")))
    assert not [name for name in files if "evil" in name or sha256 in name]
